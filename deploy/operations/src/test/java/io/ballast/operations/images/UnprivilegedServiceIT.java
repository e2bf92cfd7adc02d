package io.ballast.operations.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.events.Topics;
import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.Ports;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the images promise, without a registry and a container: the packaged service runs as a user who may do nothing, from
 * an application directory into which nobody may write, with one temporary directory, and all settings in its environment.
 */
class UnprivilegedServiceIT {

    private static final Duration START = Duration.ofSeconds(90);

    /** What the compose file and the chart give it before SIGKILL. */
    private static final Duration STOP = Duration.ofSeconds(30);

    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    private Path root;

    private static PostgresServer postgres;
    private static KafkaBroker kafka;
    private static RedisServer redis;

    @BeforeAll
    static void startParts() {
        postgres = PostgresServer.start();
        kafka = KafkaBroker.start();
        kafka.createTopics(Topics.all(), 1);
        redis = RedisServer.start();
    }

    @AfterAll
    static void stopParts() {
        redis.close();
        kafka.close();
        postgres.close();
    }

    @Test
    void givenACacheThatWasTrainedForItTheServiceStartsFromItAndWritesNothingButTemporaryFiles() throws Exception {
        ImageContents image = ImageContents.of("ledger-service", root);
        assertThat(image.train(root.resolve("training.log")))
                .as(() -> read(root.resolve("training.log")))
                .isZero();

        // With this mode the JVM does not start unless it can use the cache
        runAndStop(image, "ledger-service", List.of("-XX:AOTMode=on"));
    }

    @Test
    void givenACacheThatIsNoneTheServiceStartsWithoutIt() throws Exception {
        ImageContents image = ImageContents.of("notification-service", root);
        Files.writeString(image.app().resolve(ImageContents.CACHE), "no cache at all");

        runAndStop(image, "notification-service", List.of());
    }

    private void runAndStop(ImageContents image, String service, List<String> options) throws Exception {
        image.protect();
        List<String> before = image.files();
        Path temporary = temporaryDirectory();
        int management = Ports.free();
        ChildProcess process = ChildProcess.start(
                service,
                command(image, temporary, options),
                environment(service, management),
                image.app(),
                root.resolve("service.log"));
        try {
            process.awaitReady(START, () -> isReady(image, management));

            assertThat(temporary).as("Vert.x and Netty unpack into it").isNotEmptyDirectory();
        } finally {
            assertThat(process.stop(STOP)).as("stops within " + STOP).isTrue();
        }
        assertThat(process.onExit().join()).isIn(0, ENDED_BY_SIGTERM);
        assertThat(image.files()).isEqualTo(before);
        assertThat(Unprivileged.filesOutside(temporary)).isEmpty();
    }

    private Path temporaryDirectory() throws IOException {
        Path temporary = Files.createDirectory(root.resolve("tmp"));
        Unprivileged.give(temporary);
        // JUnit's directory is its owner's alone
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        return temporary;
    }

    /** The image's ENTRYPOINT, with this machine's paths. */
    private static List<String> command(ImageContents image, Path temporary, List<String> options) {
        List<String> command = new ArrayList<>(Unprivileged.prefix());
        command.add(ImageContents.java());
        command.add("@" + image.app().resolve("java.options"));
        command.add("-XX:AOTCache=" + image.app().resolve(ImageContents.CACHE));
        command.addAll(options);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-jar");
        command.add(image.app().resolve("quarkus-run.jar").toString());
        return command;
    }

    private static Map<String, String> environment(String service, int management) {
        ServiceSettings settings = ServiceSettings.create()
                .database(postgres.createDatabase(ServiceSettings.databaseName(service)))
                .kafka(kafka)
                .redis(redis)
                .tokens("http://127.0.0.1:1/jwks.json");
        Map<String, String> environment = new TreeMap<>();
        settings.properties()
                .forEach((name, value) ->
                        environment.put(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(Ports.free()));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        return environment;
    }

    /** The image's HEALTHCHECK. */
    private static boolean isReady(ImageContents image, int management) {
        try {
            Process check = new ProcessBuilder(image.app().resolve("ready").toString(), Integer.toString(management))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return check.waitFor(10, TimeUnit.SECONDS) && check.exitValue() == 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
