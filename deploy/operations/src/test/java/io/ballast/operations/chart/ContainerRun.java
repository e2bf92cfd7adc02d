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

/** A container of a rendered manifest as a process of this machine: its environment, its secrets, its configuration file. */
final class ContainerRun {

    private static final String MOUNTED = "/etc/ballast/config/application.properties";
    private static final int PATIENCE_SECONDS = 120;

    private final ProcessBuilder process;
    private final File log;

    /** @param secrets by the secret's name and key, with a blank between them */
    ContainerRun(String service, JsonNode container, JsonNode configMap, Map<String, String> secrets, Path directory)
            throws IOException {
        Path application = Checkout.file(service + "/target/quarkus-app/quarkus-run.jar");
        assertThat(application)
                .as("the packaged service: mvn package -pl " + service + " -am comes before this test")
                .exists();
        Path configuration = Files.writeString(
                directory.resolve("application.properties"),
                configMap.path("data").path("application.properties").asText());
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
            String value = value(variable, secrets);
            process.environment()
                    .put(variable.path("name").asText(), MOUNTED.equals(value) ? configuration.toString() : value);
        }
    }

    /** Runs it to its end, each time anew. */
    int exitCode() throws IOException, InterruptedException {
        Process running = process.start();
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
