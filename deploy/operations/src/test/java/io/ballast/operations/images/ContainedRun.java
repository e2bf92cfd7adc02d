package io.ballast.operations.images;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A container of an image without a container runtime: the image's entry point, user, working directory and environment in its
 * own root file system, with a temporary file system as its volume ({@code contain.sh}). The network is this machine's.
 */
final class ContainedRun implements AutoCloseable {

    private static final Path CONTAIN = Checkout.file("deploy/operations/src/test/containers/contain.sh");

    private final UnpackedImage image;
    private final ChildProcess process;

    private ContainedRun(UnpackedImage image, ChildProcess process) {
        this.image = image;
        this.process = process;
    }

    /** Whether a container may write where the image has its files. */
    enum RootFileSystem {
        READ_ONLY,
        WRITABLE;

        String option() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Starts it.
     *
     * @param settings what it is told beyond the image's own environment
     * @param directory for its log, and for secrets among the settings
     */
    static ContainedRun start(UnpackedImage image, RootFileSystem root, Map<String, String> settings, Path directory)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", CONTAIN.toString()));
        command.addAll(List.of(
                image.root().toString(),
                root.option(),
                String.join(" ", image.volumes()),
                image.user(),
                image.group(),
                image.workingDirectory(),
                environmentFile(image, settings, directory).toString()));
        command.addAll(image.entryPoint());
        return new ContainedRun(
                image, ChildProcess.start("the container", command, Map.of(), directory, directory.resolve("log")));
    }

    /** Waits until the image's own health check, run in the container by its user, says that the service takes traffic. */
    void awaitReady(int managementPort) {
        process.awaitReady(
                UnprivilegedRun.START,
                () -> first().map(this::readiness)
                        .filter(ready -> ready.of(managementPort))
                        .isPresent());
    }

    /** What the kernel says of the container's first process. */
    ProcessStatus status() throws IOException {
        return ProcessStatus.of(first().orElseThrow());
    }

    /** What is below its volume now, which nobody sees but the container. */
    List<Path> volumeFiles() throws IOException {
        Path volume = Path.of(
                "/proc/" + first().orElseThrow() + "/root" + image.volumes().getFirst());
        try (Stream<Path> files = Files.list(volume)) {
            return files.toList();
        }
    }

    /** SIGTERM to the first process. Returns the exit code, or nothing if it did not end within the bound and was killed. */
    Optional<Integer> end(Duration bound) {
        Optional<ProcessHandle> first = first().flatMap(ProcessHandle::of);
        if (process.stop(bound)) {
            return Optional.of(process.onExit().join());
        }
        first.ifPresent(ProcessHandle::destroyForcibly);
        return Optional.empty();
    }

    /** Whatever runs of it runs no more. */
    @Override
    public void close() {
        if (process.isAlive()) {
            // SIGKILL for the first process ends the container, and with it everybody who waits for it
            first().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
            process.kill();
        }
    }

    private Readiness readiness(long pid) {
        return new Readiness(List.of(
                "nsenter",
                "--target=" + pid,
                "--mount",
                "--pid",
                "--root",
                "--setuid=" + image.user(),
                "--setgid=" + image.group(),
                "/app/ready"));
    }

    /** The child of unshare, which is the child of the shell. */
    private Optional<Long> first() {
        return ProcessHandle.of(process.pid()).stream()
                .flatMap(ProcessHandle::children)
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .findFirst();
    }

    private static Path environmentFile(UnpackedImage image, Map<String, String> settings, Path directory)
            throws IOException {
        Map<String, String> environment = new TreeMap<>(image.environment());
        environment.putAll(settings);
        Path file = Files.createFile(
                directory.resolve("environment"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(
                file,
                environment.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList());
    }
}
