package io.ballast.ledger.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Optional;

/**
 * The folder of exported months: {@code <tenant>/<month>.jsonl.gz} and, written after it, {@code <tenant>/<month>.manifest.json}.
 * All of it blocks.
 */
@ApplicationScoped
class ArchiveFiles {

    private static final String LINES = ".jsonl.gz";
    private static final String MANIFEST = ".manifest.json";

    private final Optional<Path> directory;
    private final ObjectMapper mapper;

    ArchiveFiles(ArchiveConfig config, ObjectMapper mapper) {
        this.directory = config.directory();
        this.mapper = mapper;
    }

    boolean isConfigured() {
        return directory.isPresent();
    }

    /** Begins to write a month; what was exported before stays in place until the new file is complete. */
    MonthWriter write(String tenant, YearMonth month) {
        try {
            Files.createDirectories(folder(tenant));
            return new MonthWriter(lines(tenant, month));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to read a month; fails with {@link DamagedExport} if there is no file. */
    MonthReader read(String tenant, YearMonth month) {
        return new MonthReader(lines(tenant, month), mapper);
    }

    void writeManifest(Manifest manifest) {
        Path path = folder(manifest.tenant()).resolve(manifest.month() + MANIFEST);
        try {
            AtomicFile.write(
                    path, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(ManifestJson.of(manifest)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The month's manifest; fails with {@link DamagedExport} if there is none that can be read. */
    Manifest manifest(String tenant, YearMonth month) {
        Path path = folder(tenant).resolve(month + MANIFEST);
        try {
            return mapper.readValue(path.toFile(), ManifestJson.class).manifest();
        } catch (IOException | RuntimeException e) {
            throw new DamagedExport("the manifest can not be read", e);
        }
    }

    private Path lines(String tenant, YearMonth month) {
        return folder(tenant).resolve(month + LINES);
    }

    private Path folder(String tenant) {
        return directory
                .orElseThrow(() -> new IllegalStateException("ballast.archive.directory is not set"))
                .resolve(tenant);
    }
}
