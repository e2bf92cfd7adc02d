package io.ballast.local.aot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the JVM keeps of a service between runs: its classes, loaded and linked, and how they were used (JEP 483, 514, 515).
 * The file's name tells the build, the JDK and the JVM's options that it was made for, so that another one is never taken. The
 * JVM checks the same again, and goes on without a cache that does not fit: one that is missing or broken costs nothing but
 * time.
 *
 * @param file where the cache is, once it has been made
 * @param service whose caches of other builds are of no more use
 */
public record AotCache(Path file, String service) {

    /** The first JDK that makes a cache by one option. */
    private static final int LEAST_JDK = 25;

    private static final int KEY_LENGTH = 16;
    private static final String SUFFIX = ".aot";

    /**
     * The cache for an application; empty if this JDK makes none.
     *
     * @param directory where caches are kept
     * @param jvmOptions those that the service is started with, without its settings
     */
    public static Optional<AotCache> of(Path directory, String service, Path application, List<String> jvmOptions) {
        if (Runtime.version().feature() < LEAST_JDK) {
            return Optional.empty();
        }
        String key = key(application, jvmOptions);
        return Optional.of(new AotCache(directory.resolve(service + "-" + key + SUFFIX), service));
    }

    public boolean exists() {
        return Files.isRegularFile(file);
    }

    /** The JVM's options that use it; none while there is no cache. */
    public List<String> options() {
        return exists() ? List.of("-XX:AOTCache=" + file) : List.of();
    }

    /**
     * Makes the cache, in one step for whoever looks for it, and forgets the service's caches of other builds.
     *
     * @param training writes it to a file
     */
    public void make(Consumer<Path> training) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = file.resolveSibling(file.getFileName() + ".next");
        try {
            training.accept(unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            // And what the JVM keeps beside it meanwhile
            forget(other -> other.startsWith(unfinished.getFileName().toString()));
        }
        forget(other -> other.startsWith(service + "-")
                && !other.equals(file.getFileName().toString()));
    }

    private void forget(Predicate<String> names) throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path other : files.filter(each -> names.test(each.getFileName().toString()))
                    .toList()) {
                Files.deleteIfExists(other);
            }
        }
    }

    /** Names, sizes and times tell builds apart, as they do for the JVM; to read every jar would take longer than it saves. */
    private static String key(Path application, List<String> jvmOptions) {
        MessageDigest digest = sha256();
        add(digest, System.getProperty("java.vm.version") + " " + System.getProperty("java.home") + " " + jvmOptions);
        try (Stream<Path> files = Files.walk(application)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                add(
                        digest,
                        application.relativize(each) + " " + Files.size(each) + " "
                                + Files.getLastModifiedTime(each).toMillis());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, KEY_LENGTH);
    }

    private static void add(MessageDigest digest, String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
