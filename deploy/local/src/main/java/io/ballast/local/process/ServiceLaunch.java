package io.ballast.local.process;

import io.ballast.infrastructure.ServiceSettings;
import io.ballast.local.aot.AotCache;
import io.ballast.local.aot.TrainingRun;
import io.ballast.local.settings.ServiceName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How one service is started: a JVM of its own, what may be seen on its command line, secrets in its environment.
 *
 * @param application the directory with {@code quarkus-run.jar}
 * @param aotCaches where they are kept; empty if there are to be none
 * @param heap as {@code -Xmx} wants it
 * @param jvmOptions more of them; they come last, and win
 * @param settings what points it at the parts
 * @param tokens what tells it how to verify tokens
 */
public record ServiceLaunch(
        ServiceName name,
        Path application,
        Optional<Path> aotCaches,
        String profile,
        String heap,
        List<String> jvmOptions,
        int port,
        int managementPort,
        ServiceSettings settings,
        Map<String, String> tokens,
        Path log) {

    static final String HOST = "127.0.0.1";

    /** The first JDK that warns about sun.misc.Unsafe, and the first that can be told not to. */
    private static final int UNSAFE_WARNS = 24;

    /** All settings but the secrets, by property name. */
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>(settings.plain());
        properties.putAll(tokens);
        properties.put("quarkus.http.host", HOST);
        properties.put("quarkus.http.port", Integer.toString(port));
        properties.put("quarkus.management.host", HOST);
        properties.put("quarkus.management.port", Integer.toString(managementPort));
        return properties;
    }

    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(settings.environment());
        environment.put("QUARKUS_PROFILE", profile);
        return environment;
    }

    /** The cache that makes the start faster, once it is there; empty if there is to be none, or this JDK makes none. */
    public Optional<AotCache> aotCache() {
        return aotCaches.flatMap(directory -> AotCache.of(directory, name.module(), application, jvm()));
    }

    /** A run of which such a cache is made. */
    public TrainingRun training(Path cache, Path trainingLog) {
        return new TrainingRun(
                name.module(), application, jvm(), Map.of("QUARKUS_PROFILE", profile), cache, trainingLog);
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm());
        aotCache().map(AotCache::options).ifPresent(command::addAll);
        properties().forEach((property, value) -> command.add("-D" + property + "=" + value));
        command.add("-jar");
        command.add(application.resolve("quarkus-run.jar").toString());
        return command;
    }

    /**
     * Serial collector, one compiler and a small heap: four services, Kafka and PostgreSQL share a laptop. With both
     * compilers a service takes twice the processor time until it is ready.
     */
    private List<String> jvm() {
        List<String> options = new ArrayList<>(List.of(
                "-Xms64m",
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8"));
        if (Runtime.version().feature() >= UNSAFE_WARNS) {
            // Netty's direct memory; without it every log begins with the JVM's warnings about it
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        options.addAll(jvmOptions);
        return options;
    }

    String url() {
        return "http://" + HOST + ":" + port;
    }
}
