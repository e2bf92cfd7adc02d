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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A copy of a running server's data, made as {@code pg_basebackup} would make it, which the embedded binaries lack: by
 * PostgreSQL's low-level backup functions. What is written meanwhile the copy gets from its primary's log.
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

    private final Connecting connecting;
    private final Path source;

    /** Connects as superuser. */
    interface Connecting {
        Connection to(String database) throws SQLException;
    }

    PostgresBaseBackup(Connecting connecting, Path source) {
        this.connecting = connecting;
        this.source = source;
    }

    /** The backup lasts as long as its connection. */
    void copyTo(Path target) {
        try (Connection connection = connecting.to("postgres");
                PreparedStatement start =
                        connection.prepareStatement("select pg_backup_start('ballast', fast => true)");
                Statement stop = connection.createStatement()) {
            start.execute();
            copyFiles(target);
            try (ResultSet stopped =
                    stop.executeQuery("select labelfile from pg_backup_stop(wait_for_archive => false)")) {
                stopped.next();
                Files.writeString(target.resolve("backup_label"), stopped.getString(1));
            }
            Files.createDirectories(target.resolve("pg_wal").resolve("archive_status"));
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

    private void copyFiles(Path target) throws IOException {
        Files.createDirectory(
                target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(target.resolve(source.relativize(directory)));
                return EMPTY.contains(source.relativize(directory).toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!LEFT_OUT.contains(file.getFileName().toString())) {
                    Path copy = target.resolve(source.relativize(file));
                    try {
                        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    } catch (NoSuchFileException e) {
                        // The server has removed it meanwhile, and the log says so.
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }
}
