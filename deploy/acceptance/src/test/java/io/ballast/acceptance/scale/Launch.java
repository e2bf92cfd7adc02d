package io.ballast.acceptance.scale;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.ServiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a packaged service is started: a JVM of its own, pointed at the parts. */
record Launch(Service service, Build build, ServiceSettings settings, Path logs) {

    private static final int UNSAFE_WARNS = 24;

    /** Many share two cores: small heaps, one compiler. */
    private static final List<String> JVM = List.of(
            "-Xms48m",
            "-Xmx224m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Dfile.encoding=UTF-8");

    Launch of(Build another) {
        return new Launch(service, another, settings, logs);
    }

    Path log(String name) {
        return logs.resolve(name + ".log");
    }

    /**
     * Starts it from the classes that {@link #startOnce} has left.
     *
     * @param name of the process and its log
     */
    ChildProcess start(String name, Map<String, String> properties) {
        return start(name, "-XX:SharedArchiveFile=" + archive(), properties);
    }

    /** Starts one that ends by itself, and leaves the classes that it has loaded: who comes after it starts faster. */
    ChildProcess startOnce(String name, Map<String, String> properties) {
        if (Files.exists(archive())) {
            return start(name, properties);
        }
        deleteArchives();
        return start(name, "-XX:ArchiveClassesAtExit=" + archive(), properties);
    }

    /** Of these files only: the JVM passes over one that was made of others. */
    private Path archive() {
        long packaged = jar().toFile().lastModified();
        return logs.resolveSibling(archivesName() + Long.toHexString(packaged) + ".jsa");
    }

    private String archivesName() {
        return service.module() + "-" + build.name() + "-";
    }

    private void deleteArchives() {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(logs.getParent(), archivesName() + "*.jsa")) {
            for (Path archive : old) {
                Files.delete(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path jar() {
        return build.application(service).resolve("quarkus-run.jar");
    }

    private ChildProcess start(String name, String sharing, Map<String, String> properties) {
        return ChildProcess.start(
                name, command(sharing, properties), settings.environment(), build.application(service), log(name));
    }

    private List<String> command(String sharing, Map<String, String> more) {
        Map<String, String> properties = new TreeMap<>(settings.plain());
        properties.putAll(service.properties());
        properties.putAll(more);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.add(sharing);
        if (Runtime.version().feature() >= UNSAFE_WARNS) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        properties.forEach((property, value) -> command.add("-D" + property + "=" + value));
        command.add("-jar");
        command.add(jar().toString());
        return command;
    }
}
