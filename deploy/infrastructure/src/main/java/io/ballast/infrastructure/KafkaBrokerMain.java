package io.ballast.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The broker's own JVM. Started by {@link KafkaBroker} with the settings' file, a file to create when clients can
 * connect, and the process id of its parent, whose end is also its own.
 */
final class KafkaBrokerMain {

    // The same for all, so that formatting again leaves a formatted directory alone and completes a half-made one.
    private static final String CLUSTER = "ballast-local-cluster0";

    private KafkaBrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        Path ready = Path.of(arguments[1]);
        endWithParent(Long.parseLong(arguments[2]));
        Properties settings = read(Path.of(arguments[0]));
        format(settings.getProperty("log.dirs"), Integer.parseInt(settings.getProperty("node.id")));
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        server.startup();
        Files.createFile(ready);
        server.awaitShutdown();
    }

    private static void endWithParent(long parent) {
        ProcessHandle.of(parent)
                .filter(ProcessHandle::isAlive)
                .ifPresentOrElse(
                        process -> process.onExit().thenRun(() -> System.exit(0)),
                        () -> Runtime.getRuntime().halt(1));
    }

    private static Properties read(Path file) throws IOException {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            settings.load(in);
        }
        return settings;
    }

    /** Gives an empty directory a cluster id and metadata; leaves one that has them as it is. */
    private static void format(String directory, int node) throws Exception {
        Files.createDirectories(Path.of(directory));
        new Formatter()
                .setPrintStream(new PrintStream(System.out, true, StandardCharsets.UTF_8))
                .setClusterId(CLUSTER)
                .setNodeId(node)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(directory)
                .addDirectory(directory)
                .setIgnoreFormatted(true)
                .run();
    }
}
