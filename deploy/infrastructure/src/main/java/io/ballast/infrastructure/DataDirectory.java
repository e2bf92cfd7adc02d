package io.ballast.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a part keeps its data and log: a temporary directory, deleted on close, or a given one that lasts. A lasting
 * one is locked for this JVM (the lock goes with the JVM, however it dies), and remembers the server's process, so that
 * a server left behind by a killed launcher is found and stopped before another one opens the same data.
 */
final class DataDirectory implements AutoCloseable {

    private static final Duration LEFTOVER_ENDS = Duration.ofSeconds(30);

    private final String part;
    private final Path path;
    private final boolean lasting;
    private final FileChannel lockFile;

    private DataDirectory(String part, Path path, boolean lasting, FileChannel lockFile) {
        this.part = part;
        this.path = path;
        this.lasting = lasting;
        this.lockFile = lockFile;
    }

    /** The given directory, or a temporary one for {@code null}. */
    static DataDirectory of(String part, Path given) {
        try {
            return given == null ? temporary(part) : lasting(part, given.toAbsolutePath());
        } catch (IOException e) {
            throw new PartFailed(part, "cannot use its data directory: " + e, e);
        }
    }

    private static DataDirectory temporary(String part) throws IOException {
        Path path = Files.createTempDirectory("ballast-" + part.toLowerCase().replaceAll("[^a-z]", "") + "-");
        Reaper.deleteAtEnd(path);
        return new DataDirectory(part, path, false, null);
    }

    private static DataDirectory lasting(String part, Path path) throws IOException {
        Files.createDirectories(path);
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new PartFailed(part, "its data directory " + path + " is in use by another launcher");
        }
        return new DataDirectory(part, path, true, channel);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    boolean lasting() {
        return lasting;
    }

    /** The part's log; a lasting one is begun anew at each start of the launcher, the one before kept as {@code .1}. */
    Path log() {
        return path.resolve("server.log");
    }

    void turnLogOver() {
        try {
            if (Files.exists(log())) {
                Files.move(log(), path.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new PartFailed(part, "cannot turn over its log: " + e, e);
        }
    }

    /** Notes which process works on this directory. */
    void remember(ChildProcess child) {
        String started = startOf(child.pid()).map(Instant::toString).orElse("");
        try {
            Files.writeString(pidFile(), child.pid() + "\n" + started + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Stops the process that works on this directory although its launcher, which would hold the lock, is gone. Known
     * by id and start time, so that a reused process id is left alone.
     */
    void endLeftover(String signal) {
        leftover().ifPresent(process -> {
            ChildProcess.signal(process.pid(), signal);
            if (!gone(process, LEFTOVER_ENDS)) {
                process.destroyForcibly();
            }
            awaitGone(process, LEFTOVER_ENDS);
        });
    }

    private Optional<ProcessHandle> leftover() {
        try {
            if (!Files.exists(pidFile())) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(pidFile());
            if (lines.size() < 2 || lines.get(1).isEmpty()) {
                return Optional.empty();
            }
            Instant started = Instant.parse(lines.get(1));
            return ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(process -> process.info()
                            .startInstant()
                            .filter(started::equals)
                            .isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the process is gone and fails if it is not within the bound. */
    void awaitGone(ProcessHandle process, Duration bound) {
        if (!gone(process, bound)) {
            throw new PartFailed(part, "process " + process.pid() + " does not end", log());
        }
    }

    private boolean gone(ProcessHandle process, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            ChildProcess.pause(part);
        }
        return !process.isAlive();
    }

    private static Optional<Instant> startOf(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
    }

    private Path pidFile() {
        return path.resolve("pid");
    }

    @Override
    public void close() {
        try {
            if (lockFile != null) {
                lockFile.close();
            }
            if (!lasting) {
                delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
