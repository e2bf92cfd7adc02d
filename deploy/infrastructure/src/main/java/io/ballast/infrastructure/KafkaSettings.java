package io.ballast.infrastructure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The broker's settings: one small node, alone or one of several, whose data is safe from a crash of the process.
 *
 * @param node its number, from 1
 * @param controllers the ports of all nodes' controllers, by number
 * @param tls its listeners beside the plain one
 */
record KafkaSettings(
        int port, Path data, boolean createTopics, int node, List<Integer> controllers, Optional<KafkaTls> tls) {

    static final int PARTITIONS = 3;
    private static final List<String> JVM_OPTIONS =
            List.of("-Xms64m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Dfile.encoding=UTF-8");
    private static final String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    /** Writes the file the child reads. */
    Path writeTo(Path directory) throws IOException {
        Path file = directory.resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties().store(out, null);
        }
        return file;
    }

    /** Several share the machine's processors: their second compiler would take nearly half of what they use. */
    List<String> jvmOptions() {
        return alone()
                ? JVM_OPTIONS
                : Stream.concat(JVM_OPTIONS.stream(), Stream.of(ONE_COMPILER)).toList();
    }

    /** How many nodes keep each record. */
    short replicas() {
        return (short) controllers.size();
    }

    private Properties properties() {
        int controllerPort = controllers.get(node - 1);
        String replicas = Integer.toString(replicas());
        // What is acknowledged is on a majority.
        String inSync = Integer.toString(replicas() / 2 + 1);
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", Integer.toString(node));
        settings.setProperty("controller.quorum.voters", voters());
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("log.dirs", data.toString());
        settings.setProperty("num.partitions", Integer.toString(PARTITIONS));
        settings.setProperty("auto.create.topics.enable", Boolean.toString(createTopics));
        settings.setProperty("default.replication.factor", replicas);
        settings.setProperty("min.insync.replicas", inSync);
        settings.setProperty("offsets.topic.replication.factor", replicas);
        settings.setProperty("offsets.topic.num.partitions", "8");
        settings.setProperty("transaction.state.log.replication.factor", replicas);
        settings.setProperty("transaction.state.log.min.isr", inSync);
        settings.setProperty("transaction.state.log.num.partitions", "8");
        settings.setProperty("share.coordinator.state.topic.replication.factor", replicas);
        settings.setProperty("share.coordinator.state.topic.min.isr", inSync);
        // A consumer group begins at once, and a killed consumer's partitions move on soon.
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("group.min.session.timeout.ms", "1000");
        // A killed broker's registration has to run out before it may register again: 9 s by default. Several share the
        // machine's processors, and one that merely waits for its turn must not be taken for dead.
        settings.setProperty("broker.session.timeout.ms", alone() ? "2000" : "6000");
        settings.setProperty("broker.heartbeat.interval.ms", "500");
        // The default takes 128 MB of heap.
        settings.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        // Who is alone has nobody to hand its partitions to.
        settings.setProperty("controlled.shutdown.enable", Boolean.toString(!alone()));
        tls.ifPresent(listeners -> listeners.addTo(settings));
        return settings;
    }

    private boolean alone() {
        return controllers.size() == 1;
    }

    private String voters() {
        return IntStream.rangeClosed(1, controllers.size())
                .mapToObj(number -> number + "@127.0.0.1:" + controllers.get(number - 1))
                .collect(Collectors.joining(","));
    }
}
