package io.ballast.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;

/**
 * A directory outside of a server's data with a base backup and the write-ahead log since: what a server is restored from, to any
 * moment in between. Made by PostgreSQL's own means, as every backup tool makes it.
 */
public final class PostgresArchive {

    private static final String PART = "PostgreSQL";

    private final Path base;
    private final Path log;

    private PostgresArchive(Path directory) {
        this.base = directory.resolve("base");
        this.log = directory.resolve("wal");
    }

    /** An empty archive in a directory that is there. */
    public static PostgresArchive in(Path directory) {
        try {
            PostgresArchive archive = new PostgresArchive(directory.toAbsolutePath());
            Files.createDirectories(archive.log);
            return archive;
        } catch (IOException e) {
            throw new PartFailed(PART, "cannot use its archive: " + e, e);
        }
    }

    /** The server's settings that bring its log here. A file that is there already is never overwritten. */
    Map<String, String> archiving() {
        return Map.of(
                "archive_mode",
                "on",
                "archive_command",
                "test ! -f '%1$s/%%f' && cp '%%p' '%1$s/%%f.part' && mv '%1$s/%%f.part' '%1$s/%%f'".formatted(log));
    }

    /** The settings of a server that begins from the base backup: it lets nobody in before it has reached its target. */
    Map<String, String> restoring() {
        return Map.of(
                "restore_command",
                "cp '" + log + "/%f' '%p'",
                "recovery_target_action",
                "promote",
                "hot_standby",
                "off");
    }

    /** Copies the data of a running server here. */
    void backUp(Connection superuser, Path data) {
        PostgresBaseBackup.take(superuser, data, base);
    }

    /** Lays the base backup out as the data of a server that is to be restored. */
    void layOut(Path data) {
        try {
            PostgresBaseBackup.copy(base, data);
            Files.createFile(data.resolve("recovery.signal"));
        } catch (IOException e) {
            throw new PartFailed(PART, "cannot lay out its backup: " + e, e);
        }
    }
}
