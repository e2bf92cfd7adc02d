package io.ballast.local.process;

import io.ballast.infrastructure.ServiceSettings;
import io.ballast.local.settings.ServiceName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one service is started: a JVM of its own, what may be seen on its command line, secrets in its environment.
 *
 * @param application the directory with {@code quarkus-run.jar}
 * @param heap as {@code -Xmx} wants it
 * @param jvmOptions more of them; they come last, and win
 * @param settings what points it at the parts
 * @param tokens what tells it how to verify tokens
 */
public record ServiceLaunch(
        ServiceName name,
        Path application,
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

    /**
     * Serial collector, one compiler and a small heap: four services, Kafka and PostgreSQL share a laptop. With both
     * compilers a service takes twice the processor time until it is ready.
     */
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Dfile.encoding=UTF-8"));
        if (Runtime.version().feature() >= UNSAFE_WARNS) {
            // Netty's direct memory; without it every log begins with the JVM's warnings about it
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(jvmOptions);
        properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(application.resolve("quarkus-run.jar").toString());
        return command;
    }

    String url() {
        return "http://" + HOST + ":" + port;
    }
}
