package io.ballast.ledger.archive;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings a tenant's exported month back. Nothing of a file is restored before all of it is verified, and nothing is read
 * by others before what lies in the database has the hash of what was exported.
 */
@ApplicationScoped
class Restoring {

    private final ArchiveTasks tasks;
    private final LedgerMonths months;
    private final MonthEntries entries;
    private final VerifyingFiles verifying;
    private final FileWork work;

    Restoring(ArchiveTasks tasks, LedgerMonths months, MonthEntries entries, VerifyingFiles verifying, FileWork work) {
        this.tasks = tasks;
        this.months = months;
        this.entries = entries;
        this.verifying = verifying;
        this.work = work;
    }

    /** Restores a month that this replica has claimed; fails with {@link DamagedExport} if the file is not what was exported. */
    Uni<Void> restore(ArchiveTask task, Archive archive) {
        return verifying
                .manifest(task, archive)
                .call(manifest -> verifying.read(manifest, chunk -> tasks.progress(task, 0)))
                .call(() -> months.makeArchive(task.tenant(), task.month()))
                .call(manifest -> load(task, manifest))
                .call(manifest -> verifyDatabase(task, manifest))
                .flatMap(manifest -> tasks.end(task, ArchiveState.RESTORED, manifest));
    }

    private Uni<Void> load(ArchiveTask task, Manifest manifest) {
        AtomicLong done = new AtomicLong();
        return verifying.read(
                manifest, chunk -> put(task, chunk).chain(() -> tasks.progress(task, done.addAndGet(chunk.size()))));
    }

    private Uni<Void> put(ArchiveTask task, List<ArchivedEntry> chunk) {
        return entries.restore(task.tenant(), task.month(), chunk);
    }

    private Uni<Void> verifyDatabase(ArchiveTask task, Manifest manifest) {
        MonthDigest digest = new MonthDigest();
        return entries.forEach(
                        task.tenant(),
                        task.month(),
                        chunk -> work.run(() -> chunk.forEach(digest::add))
                                .chain(() ->
                                        tasks.progress(task, manifest.sums().entries())))
                .invoke(() -> VerifyingFiles.requireSame(
                        digest.sums().equals(manifest.sums()),
                        "the restored entries are not those that were exported"));
    }
}
