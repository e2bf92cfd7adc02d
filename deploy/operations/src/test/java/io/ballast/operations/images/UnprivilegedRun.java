package io.ballast.operations.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A packaged service as {@link Unprivileged} on this machine: from an application directory into which nobody may write, with
 * one temporary directory, and all settings in its environment.
 *
 * @param directory what the service has of this machine: its contents are there, and its log will be
 */
record UnprivilegedRun(ImageContents image, String service, ServiceParts parts, Path directory) {

    static final Duration START = Duration.ofSeconds(90);

    /** What the compose file and the chart give it before SIGKILL. */
    static final Duration STOP = Duration.ofSeconds(30);

    static final int ENDED_BY_SIGTERM = 143;

    /** With this mode the JVM does not start unless it can use the cache. */
    private static final String FROM_CACHE_ALONE = "-XX:AOTMode=on";

    /**
     * Lays the service out as the Dockerfile does, and trains it by the Dockerfile's own command.
     *
     * @param directory where there is nothing yet
     */
    static UnprivilegedRun trained(String service, ServiceParts parts, Path directory)
            throws IOException, InterruptedException {
        Path log = directory.resolve("training.log");
        ImageContents image = ImageContents.of(service, directory);
        assertThat(image.train(log)).as(() -> ImageContents.read(log)).isZero();
        return new UnprivilegedRun(image, service, parts, directory);
    }

    /** Starts it from its cache, waits until it is ready, ends it, and holds it to what an image promises. */
    void becomesReadyFromItsCacheAndEndsAtSigterm() throws IOException {
        image.protect();
        List<String> before = FileList.of(image.app());
        Path temporary = temporaryDirectory();
        int management = Ports.free();
        Readiness readiness = new Readiness(List.of(image.app().resolve("ready").toString()));
        ChildProcess process = ChildProcess.start(
                service,
                command(temporary),
                parts.environment(service, Ports.free(), management),
                image.app(),
                directory.resolve("service.log"));
        try {
            process.awaitReady(START, () -> readiness.of(management));

            assertThat(temporary).as("Vert.x and Netty unpack into it").isNotEmptyDirectory();
        } finally {
            assertThat(process.stop(STOP)).as("stops within " + STOP).isTrue();
        }
        assertThat(process.onExit().join()).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(FileList.of(image.app())).isEqualTo(before);
        assertThat(Unprivileged.filesOutside(temporary)).isEmpty();
    }

    private Path temporaryDirectory() throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Unprivileged.give(temporary);
        // JUnit's directory is its owner's alone
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        return temporary;
    }

    /** The image's ENTRYPOINT, with this machine's paths. */
    private List<String> command(Path temporary) {
        List<String> command = new ArrayList<>(Unprivileged.prefix());
        command.addAll(image.java());
        command.add(FROM_CACHE_ALONE);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-jar");
        command.add(image.app().resolve("quarkus-run.jar").toString());
        return command;
    }
}
