package io.ballast.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory that a set lives in ({@code .ballast}): {@code data} and {@code keys} stay, {@code logs} stay until they
 * are turned over, {@code aot} until a service is another one, {@code run} describes what runs now. Only one launcher at a time works on it; the lock goes with the
 * launcher's process, however that ends.
 */
public final class Home implements AutoCloseable {

    private static final String OWNER_ONLY = "rwx------";
    private static final List<String> OWN = List.of("data", "keys", "logs", "run", "aot");

    private final Path path;
    private final FileChannel lock;

    private Home(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens the directory for one launcher; makes it if it is not there.
     *
     * @throws InUse if another launcher works on it
     */
    public static Home open(Path path) {
        try {
            for (String name : OWN) {
                Files.createDirectories(path.resolve(name));
            }
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(OWNER_ONLY));
            FileChannel channel = FileChannel.open(
                    path.resolve("run").resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new InUse(path);
            }
            return new Home(path, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Another launcher works on the directory. */
    public static final class InUse extends RuntimeException {

        private static final long serialVersionUID = 1L;

        InUse(Path path) {
            super("Another launcher runs on " + path + ". Stop it (make stop), or choose another directory with"
                    + " BALLAST_HOME");
        }
    }

    public Path path() {
        return path;
    }

    /** Where a part keeps its data. */
    public Path data(String part) {
        return path.resolve("data").resolve(part);
    }

    public Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }

    public Path key(String name) {
        return path.resolve("keys").resolve(name);
    }

    /** Where what makes the next start faster is kept. */
    public Path aot() {
        return path.resolve("aot");
    }

    public Path run(String name) {
        return path.resolve("run").resolve(name);
    }

    /** Whether something is done that is done once in the life of the data. */
    public boolean isDone(String what) {
        return Files.exists(marker(what));
    }

    public void markDone(String what) {
        try {
            Files.writeString(marker(what), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path marker(String what) {
        return path.resolve("data").resolve(what + ".done");
    }

    /** Deletes data, keys, logs, caches and what describes a run. The directory goes, too, unless something else is in it. */
    public void forget() {
        OWN.forEach(name -> delete(path.resolve(name)));
        try {
            Files.delete(path);
        } catch (DirectoryNotEmptyException e) {
            // Somebody keeps other things there, and they are not ours to delete
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a file or a directory with all that is in it. */
    public static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
