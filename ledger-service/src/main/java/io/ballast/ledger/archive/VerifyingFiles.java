package io.ballast.ledger.archive;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** Reads exported files and believes nothing of them: each line, the hash, the count and the sums. */
@ApplicationScoped
class VerifyingFiles {

    private final ArchiveFiles files;
    private final FileWork work;
    private final int chunkSize;

    VerifyingFiles(ArchiveFiles files, FileWork work, ArchiveConfig config) {
        this.files = files;
        this.work = work;
        this.chunkSize = config.chunkSize();
    }

    /**
     * The manifest of what was exported; fails with {@link DamagedExport} if it is another one.
     *
     * @param archive what the database remembers of it
     */
    Uni<Manifest> manifest(ArchiveTask task, Archive archive) {
        return work.call(() -> files.manifest(task.tenant(), task.month()))
                .invoke(manifest -> requireSame(
                        manifest.tenant().equals(task.tenant())
                                && manifest.month().equals(task.month())
                                && manifest.sums().sha256().equals(archive.sha256())
                                && manifest.sums().entries() == archive.entries(),
                        "the manifest is not that of the export"));
    }

    /** Hands the file's entries to the use, chunk by chunk; fails with {@link DamagedExport} if they are not the manifest's. */
    Uni<Void> read(Manifest manifest, Function<List<ArchivedEntry>, Uni<Void>> use) {
        return work.call(() -> files.read(manifest.tenant(), manifest.month()))
                .flatMap(reader -> Chunks.forEach(() -> work.call(() -> reader.next(chunkSize)), use, chunkSize)
                        .invoke(() -> requireSame(
                                reader.sums().equals(manifest.sums()) && reader.bytes() == manifest.bytes(),
                                "the file is not what its manifest says"))
                        .eventually(() -> work.run(reader::close)));
    }

    static void requireSame(boolean same, String otherwise) {
        if (!same) {
            throw new DamagedExport(otherwise);
        }
    }
}
