package io.ballast.events.outbox;

import io.ballast.events.EventData;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One replica of a service, as far as the outbox goes: Vert.x, a pool of the service's role, outbox and relay. */
public final class Replica implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> SETTINGS = Map.of(
            "quarkus.application.name", "ledger-service",
            // Long enough that nothing in a test is owed to the timers unless the test shortens them.
            "ballast.outbox.interval", "10m",
            "ballast.outbox.takeover-interval", "10m",
            "ballast.outbox.stop-timeout", "1s");

    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private final OutboxRelay relay;
    private final Outbox outbox;

    private Replica(OutboxDatabase database, String bootstrapServers, int poolSize, Map<String, String> settings) {
        this.pool = Pool.newInstance(
                io.vertx.sqlclient.Pool.pool(vertx, connectOptions(database), new PoolOptions().setMaxSize(poolSize)));
        this.relay = new OutboxRelay(config(settings), pool, vertx, Map.of("bootstrap.servers", bootstrapServers));
        this.outbox = new PgOutbox(pool, relay);
    }

    /** Without a relay: for what happens up to the commit. */
    public static Replica withoutRelay(OutboxDatabase database, int poolSize) {
        return new Replica(database, "127.0.0.1:1", poolSize, Map.of());
    }

    public static Replica start(OutboxDatabase database, String bootstrapServers, Map<String, String> settings) {
        Replica replica = new Replica(database, bootstrapServers, 20, settings);
        replica.relay.start(null);
        return replica;
    }

    static OutboxConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(SETTINGS);
        all.putAll(settings);
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(OutboxConfig.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(OutboxConfig.class);
    }

    public Vertx vertx() {
        return vertx;
    }

    public Pool pool() {
        return pool;
    }

    public Outbox outbox() {
        return outbox;
    }

    public <T> T inTransaction(String tenant, Function<OutboxTransaction, Uni<T>> work) {
        return outbox.inTransaction(tenant, work).await().atMost(PATIENCE);
    }

    public void publish(String tenant, EventData... events) {
        inTransaction(tenant, tx -> tx.publish(List.of(events)));
    }

    /** Stops as a service that is asked to. */
    @Override
    public void close() {
        try {
            relay.stop(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static PgConnectOptions connectOptions(OutboxDatabase database) {
        return PgConnectOptions.fromUri(database.database().reactiveUrl())
                .setUser(database.database().role())
                .setPassword(database.database().rolePassword())
                .setCachePreparedStatements(true);
    }
}
