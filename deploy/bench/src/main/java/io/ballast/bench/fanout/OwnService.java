package io.ballast.bench.fanout;

import io.ballast.bench.load.Tokens;
import io.ballast.bench.set.Memory;
import io.ballast.bench.set.Running;
import io.ballast.bench.set.ServiceProcess;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.TokenIssuer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * notification-service: one replica takes the ledger's events from Kafka, the other has the sockets. In production each does
 * both; apart, what a socket costs and what an event costs are seen apart, and stand beside servers that are fed.
 */
final class OwnService implements Peer {

    private static final String DATABASE = "notification";
    private static final String SILENT_TOPIC = "bench.silent.v1";
    private static final int PARTITIONS = 12;
    private static final int COMPACT_HEADERS = 25;

    /** One user's sockets are a room here, and all of them come from a few addresses. */
    private static final Map<String, String> ROOM = Map.of(
            "ballast.delivery.max-connections-per-user", "1000000",
            "ballast.delivery.max-connections-per-tenant", "1000000",
            "ballast.delivery.max-connections-per-address", "1000000");

    private static final List<String> CHANNELS = List.of("ledger-balances", "chain-balances", "deposits");

    private final Running parts = new Running();
    private final OwnWire wire;
    private final ServiceProcess intake;
    private final ServiceProcess sockets;
    private final KafkaProducer<String, String> producer;
    private final RedisFeed feed;
    private final long[] versions;

    OwnService(FanoutSettings settings, RedisServer redis, int users) {
        TokenIssuer issuer = TokenIssuer.create();
        versions = new long[users];
        wire = new OwnWire(Tokens.sign(issuer, users));
        try {
            JwksServer jwks = parts.keep(JwksServer.start(issuer));
            PostgresServer postgres = parts.keep(PostgresServer.start());
            KafkaBroker kafka = parts.keep(KafkaBroker.start());
            kafka.createTopics(
                    List.of(BalanceEvent.TOPIC, SILENT_TOPIC, "chain.balances.v1", "deposits.v1"), PARTITIONS);
            ServiceSettings own = ServiceSettings.create()
                    .database(postgres.createDatabase(DATABASE))
                    .kafka(kafka)
                    .redis(redis)
                    .tokens(jwks.url());
            intake = parts.keep(start(settings, own, "intake", Map.of()));
            sockets = parts.keep(start(settings, own, "sockets", withoutEvents()));
            producer = parts.keep(new KafkaProducer<>(
                    Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                    new StringSerializer(),
                    new StringSerializer()));
            feed = parts.keep(new RedisFeed(redis, settings.script()));
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static ServiceProcess start(
            FanoutSettings settings, ServiceSettings own, String name, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(ROOM);
        all.put(
                "quarkus.vertx.event-loops-pool-size",
                Integer.toString(Runtime.getRuntime().availableProcessors()));
        all.putAll(more);
        return ServiceProcess.start(new ServiceProcess.Launch(
                "notification-service",
                settings.application(),
                heap(),
                own,
                all,
                settings.target().resolve("bench/notification-" + name)));
    }

    /** What the service's README says of its JVM. */
    private static List<String> heap() {
        List<String> growing = List.of(
                "-Xms128m",
                "-Xmn64m",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=25",
                "-XX:-ShrinkHeapInSteps",
                "-XX:TrimNativeHeapInterval=2000");
        return Runtime.version().feature() < COMPACT_HEADERS
                ? growing
                : Stream.concat(growing.stream(), Stream.of("-XX:+UseCompactObjectHeaders"))
                        .toList();
    }

    /** It listens to a topic on which nothing happens, in groups of its own. */
    private static Map<String, String> withoutEvents() {
        Map<String, String> elsewhere = new TreeMap<>();
        CHANNELS.forEach(channel -> {
            elsewhere.put("mp.messaging.incoming." + channel + ".topic", SILENT_TOPIC);
            elsewhere.put("mp.messaging.incoming." + channel + ".group.id", "sockets-" + channel);
        });
        return elsewhere;
    }

    @Override
    public String name() {
        return "notification-service";
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public InetSocketAddress address() {
        return sockets.address();
    }

    /** Whose sockets they are. */
    Tokens tokens() {
        return wire.tokens();
    }

    @Override
    public void feed(int user, int number) throws IOException {
        feed.send(user, ++versions[user], number);
    }

    @Override
    public boolean hasMoreBefore() {
        return true;
    }

    @Override
    public void feedWhole(int user, int number) {
        producer.send(BalanceEvent.record(user, ++versions[user], number));
    }

    @Override
    public long pid() {
        return sockets.pid();
    }

    @Override
    public long intakeNanos() {
        return Peer.cpuNanos(intake.pid());
    }

    @Override
    public double collectedKb() throws IOException, InterruptedException {
        return Memory.of(sockets).heapKb();
    }

    @Override
    public void close() {
        parts.close();
    }
}
