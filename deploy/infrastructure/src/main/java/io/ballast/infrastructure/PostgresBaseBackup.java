package io.ballast.infrastructure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A copy of a running server's data, made as {@code pg_basebackup} would make it, which the embedded binaries lack: by
 * PostgreSQL's low-level backup functions. What is written meanwhile the copy gets from the log, of its primary or of an archive.
 */
final class PostgresBaseBackup {

    private static final String PART = "PostgreSQL";

    /** Directories that belong to the running server, and are copied empty. */
    private static final Set<String> EMPTY = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "standby.signal");

    private PostgresBaseBackup() {}

    /** Copies the data of a running server. Where it archives its log, all that the copy needs of it is there then. */
    static void take(Connection superuser, Path source, Path target) {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("select pg_backup_start('ballast', fast => true)");
            copy(source, target);
            try (ResultSet stopped = statement.executeQuery("select labelfile from pg_backup_stop()")) {
                stopped.next();
                Files.writeString(target.resolve("backup_label"), stopped.getString(1), StandardCharsets.UTF_8);
            }
        } catch (SQLException | IOException e) {
            throw new PartFailed(PART, "cannot copy a server's data: " + e.getMessage(), e);
        }
    }

    /** Makes the copy a standby. The password stands in a file that only its owner can read. */
    static void follow(Path data, int primaryPort, String standbyName, String user, String password) {
        // Generated passwords are base64url: nothing in them needs quoting.
        String settings = "primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s application_name=%s'\n"
                .formatted(primaryPort, user, password, standbyName);
        try {
            Files.writeString(
                    data.resolve("postgresql.auto.conf"), settings, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            Files.createFile(data.resolve("standby.signal"));
        } catch (IOException e) {
            throw new PartFailed(PART, "cannot make a standby: " + e, e);
        }
    }

    /** Copies what a server can start from, without a log. */
    static void copy(Path source, Path target) throws IOException {
        Files.createDirectory(
                target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.walkFileTree(source, new Copying(source, target));
        Files.createDirectories(target.resolve("pg_wal").resolve("archive_status"));
    }

    private static final class Copying extends SimpleFileVisitor<Path> {

        private final Path source;
        private final Path target;

        Copying(Path source, Path target) {
            this.source = source;
            this.target = target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            Path relative = source.relativize(directory);
            Files.createDirectories(target.resolve(relative));
            return EMPTY.contains(relative.toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (LEFT_OUT.contains(file.getFileName().toString())) {
                return FileVisitResult.CONTINUE;
            }
            try {
                Files.copy(file, target.resolve(source.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            } catch (NoSuchFileException e) {
                return visitFileFailed(file, e);
            }
        }

        /** A running server deletes files, and the log says so. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
