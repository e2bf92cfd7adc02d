package io.ballast.ledger.archive;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings a tenant's exported month back. Nothing of a file is restored before all of it is verified, and nobody reads what
 * comes into the database before all of it has the hash of what was exported.
 */
@ApplicationScoped
class Restoring {

    private final ArchiveTasks tasks;
    private final LedgerMonths months;
    private final MonthEntries entries;
    private final RestoredEntries restored;
    private final VerifyingFiles verifying;
    private final FileWork work;

    Restoring(
            ArchiveTasks tasks,
            LedgerMonths months,
            MonthEntries entries,
            RestoredEntries restored,
            VerifyingFiles verifying,
            FileWork work) {
        this.tasks = tasks;
        this.months = months;
        this.entries = entries;
        this.restored = restored;
        this.verifying = verifying;
        this.work = work;
    }

    /** Restores a month that this replica has claimed; fails with {@link DamagedExport} if the file is not what was exported. */
    Uni<Void> restore(ArchiveTask task, Archive archive) {
        return verifying
                .manifest(task, archive)
                .call(manifest -> verifying.read(manifest, chunk -> tasks.progress(task, 0)))
                .call(() -> restored.clear(task))
                .call(manifest -> load(task, manifest))
                .call(manifest -> verifyDatabase(task, manifest))
                .call(() -> months.makeArchive(task.tenant(), task.month()))
                .chain(() -> restored.publish(task))
                .onFailure()
                .call(() -> restored.clear(task).onFailure().recoverWithNull());
    }

    private Uni<Void> load(ArchiveTask task, Manifest manifest) {
        AtomicLong done = new AtomicLong();
        return verifying.read(
                manifest,
                chunk -> restored.put(task, chunk).chain(() -> tasks.progress(task, done.addAndGet(chunk.size()))));
    }

    private Uni<Void> verifyDatabase(ArchiveTask task, Manifest manifest) {
        MonthDigest digest = new MonthDigest();
        return entries.forEachRestored(
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
