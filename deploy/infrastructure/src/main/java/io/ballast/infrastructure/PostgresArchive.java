package io.ballast.infrastructure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;

/**
 * A directory outside of a server's data with a base backup and the write-ahead log since: what a server is restored from, to any
 * moment in between. Made by PostgreSQL's own means, as every backup tool makes it.
 */
public final class PostgresArchive {

    private static final String PART = "PostgreSQL";

    /** What a copy of a running server must not hold; the log comes from the archive. */
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");

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

    /** Copies the data of a running server, between PostgreSQL's own two calls. */
    void backUp(Connection superuser, Path data) {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("select pg_backup_start('base', true)");
            copy(data, base);
            try (ResultSet stopped = statement.executeQuery("select labelfile from pg_backup_stop()")) {
                stopped.next();
                Files.writeString(base.resolve("backup_label"), stopped.getString(1), StandardCharsets.UTF_8);
            }
        } catch (SQLException | IOException e) {
            throw new PartFailed(PART, "cannot be backed up: " + e.getMessage(), e);
        }
    }

    /** Lays the base backup out as the data of a server that is to be restored. */
    void layOut(Path data) {
        try {
            copy(base, data);
            Files.createFile(data.resolve("recovery.signal"));
        } catch (IOException e) {
            throw new PartFailed(PART, "cannot lay out its backup: " + e, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(
                        to.resolve(from.relativize(directory)),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(file);
                if (!LEFT_OUT.contains(relative.toString()) && !isLog(relative)) {
                    copyFile(file, to.resolve(relative));
                }
                return FileVisitResult.CONTINUE;
            }

            /** A running server deletes files; what is missing then is made again from the log. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    private static boolean isLog(Path relative) {
        return relative.startsWith("pg_wal");
    }

    private static void copyFile(Path file, Path to) throws IOException {
        try {
            Files.copy(file, to);
        } catch (NoSuchFileException e) {
            Files.deleteIfExists(to);
        }
    }
}
