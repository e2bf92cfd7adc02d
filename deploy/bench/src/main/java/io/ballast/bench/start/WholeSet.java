package io.ballast.bench.start;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.infrastructure.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code make run} starts, on free ports and in a home of its own. */
final class WholeSet implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration TRAINING = Duration.ofMinutes(6);
    private static final Duration STOP = Duration.ofSeconds(60);

    private final Path home;
    private final ChildProcess process;
    private final Duration took;

    private WholeSet(Path home, ChildProcess process, Duration took) {
        this.home = home;
        this.process = process;
        this.took = took;
    }

    /** Returns when it says that it is ready. */
    static WholeSet start(StartSettings settings, boolean aot) {
        Path home = settings.home();
        Path command = settings.checkout().resolve("deploy/local/bin/ballast");
        Map<String, String> environment =
                Map.of("BALLAST_HOME", home.toString(), "BALLAST_PORTS", "free", "BALLAST_AOT", aot ? "on" : "off");
        long begin = System.nanoTime();
        // As the Makefile does
        ChildProcess process = ChildProcess.start(
                "the set",
                List.of("sh", "-c", "\"$0\" build && exec \"$0\" run", command.toString()),
                environment,
                settings.checkout(),
                settings.directory().resolve("set.log"));
        try {
            process.awaitReady(START, () -> isReady(home.resolve("run/set.json")));
        } catch (RuntimeException e) {
            process.stop(STOP);
            throw e;
        }
        return new WholeSet(home, process, Duration.ofNanos(System.nanoTime() - begin));
    }

    Duration took() {
        return took;
    }

    /** Waits until it has made the AOT cache of each service. */
    void awaitCaches(int services) {
        process.awaitReady(TRAINING, () -> caches().size() == services);
    }

    private List<Path> caches() {
        Path directory = home.resolve("aot");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Written in one step at each change, and deleted at the end of a set. */
    private static boolean isReady(Path description) {
        try {
            return Files.exists(description)
                    && JSON.readTree(description.toFile()).path("ready").asBoolean();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.stop(STOP);
    }
}
