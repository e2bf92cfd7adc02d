package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.operations.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A container of a rendered manifest as a process of this machine: its environment, its secrets, its configuration file. What it
 * finds below /etc/ballast is below the same path of a directory, where a test puts the files that secrets would be mounted as.
 */
final class ContainerRun {

    private static final String MOUNTS = "/etc/ballast/";
    private static final int PATIENCE_SECONDS = 120;

    private final ProcessBuilder process;
    private final Path directory;
    private final File log;

    /** @param secrets by the secret's name and key, with a blank between them */
    ContainerRun(String service, JsonNode container, JsonNode configMap, Map<String, String> secrets, Path directory)
            throws IOException {
        Path application = Checkout.file(service + "/target/quarkus-app/quarkus-run.jar");
        assertThat(application)
                .as("the packaged service: mvn package -pl " + service + " -am comes before this test")
                .exists();
        this.directory = directory;
        configure(configMap.path("data"));
        log = directory.resolve("container.log").toFile();
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        application.toString())
                .redirectErrorStream(true)
                .redirectOutput(log);
        process.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("BALLAST_"));
        for (JsonNode variable : container.path("env")) {
            process.environment().put(variable.path("name").asText(), here(value(variable, secrets)));
        }
    }

    /** The container's file on this machine. */
    static Path file(Path directory, String mounted) throws IOException {
        Path file = directory.resolve(mounted.substring(1));
        Files.createDirectories(file.getParent());
        return file;
    }

    private void configure(JsonNode files) throws IOException {
        for (var file : files.properties()) {
            Files.writeString(
                    file(directory, MOUNTS + "config/" + file.getKey()),
                    here(file.getValue().asText()));
        }
    }

    private String here(String text) {
        return text.replace(MOUNTS, directory + MOUNTS);
    }

    /** What this machine wants otherwise. */
    ContainerRun with(String variable, String value) {
        process.environment().put(variable, value);
        return this;
    }

    /** Begins it; whoever asks ends it. */
    Process start() throws IOException {
        return process.start();
    }

    /** Runs it to its end, each time anew. */
    int exitCode() throws IOException, InterruptedException {
        Process running = start();
        try {
            assertThat(running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("it ends: %s", log())
                    .isTrue();
            return running.exitValue();
        } finally {
            running.destroyForcibly();
        }
    }

    String log() throws IOException {
        return log.exists() ? Files.readString(log.toPath()) : "";
    }

    private static String value(JsonNode variable, Map<String, String> secrets) {
        if (variable.at("/valueFrom/fieldRef").isObject()) {
            return "pod";
        }
        JsonNode reference = variable.at("/valueFrom/secretKeyRef");
        if (reference.isMissingNode()) {
            return variable.path("value").asText();
        }
        String secret =
                reference.path("name").asText() + " " + reference.path("key").asText();
        assertThat(secrets).containsKey(secret);
        return secrets.get(secret);
    }
}
