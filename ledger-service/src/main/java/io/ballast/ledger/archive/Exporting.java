package io.ballast.ledger.archive;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes a tenant's archived month to a file, and reads it back before it counts. */
@ApplicationScoped
class Exporting {

    private final ArchiveTasks tasks;
    private final MonthEntries entries;
    private final ArchiveFiles files;
    private final VerifyingFiles verifying;
    private final FileWork work;

    Exporting(ArchiveTasks tasks, MonthEntries entries, ArchiveFiles files, VerifyingFiles verifying, FileWork work) {
        this.tasks = tasks;
        this.entries = entries;
        this.files = files;
        this.verifying = verifying;
        this.work = work;
    }

    /** Exports a month that this replica has claimed; fails and leaves what was exported before if it can not. */
    Uni<Void> export(ArchiveTask task, Archive archive) {
        return work.call(() -> files.write(task.tenant(), task.month()))
                .flatMap(writer -> write(task, writer)
                        .chain(() -> work.call(() -> publish(task, archive, writer)))
                        .eventually(() -> work.run(writer::close)))
                .call(manifest -> verifying.read(manifest, chunk -> tasks.progress(task, archive.entries())))
                .flatMap(manifest -> tasks.end(task, ArchiveState.EXPORTED, manifest));
    }

    private Uni<Void> write(ArchiveTask task, MonthWriter writer) {
        return entries.forEach(
                task.tenant(),
                task.month(),
                chunk -> work.call(() -> writer.write(chunk)).flatMap(done -> tasks.progress(task, done)));
    }

    private Manifest publish(ArchiveTask task, Archive archive, MonthWriter writer) {
        MonthSums sums = writer.finish();
        VerifyingFiles.requireSame(sums.entries() == archive.entries(), "entries are missing");
        VerifyingFiles.requireSame(
                archive.sha256() == null || archive.sha256().equals(sums.sha256()),
                "the entries are not those that were exported before");
        Manifest manifest = new Manifest(task.tenant(), task.month(), sums, writer.publish());
        files.writeManifest(manifest);
        return manifest;
    }
}
