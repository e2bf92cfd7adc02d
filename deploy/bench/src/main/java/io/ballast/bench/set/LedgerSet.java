package io.ballast.bench.set;

import io.ballast.bench.database.LedgerData;
import io.ballast.bench.database.Outboxes;
import io.ballast.bench.database.Seals;
import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A ledger-service with its database on the given PostgreSQL, and with a Kafka and a Redis of its own. */
public final class LedgerSet implements AutoCloseable {

    private static final String TOPIC = "ledger.balances.v1";
    private static final int PARTITIONS = 3;

    /** Nobody is turned away for asking often: it is the service that is measured, not its patience. */
    private static final Map<String, String> SETTINGS = Map.of("ballast.rate-limit.enabled", "false");

    private final PostgresServer postgres;
    private final Database database;
    private final Running parts = new Running();
    private ServiceProcess service;

    private LedgerSet(PostgresServer postgres, Database database) {
        this.postgres = postgres;
        this.database = database;
    }

    /**
     * Starts it.
     *
     * @param entries how many there are in its ledger before the first request
     * @param more further properties of the service
     */
    public static LedgerSet start(
            PostgresServer postgres,
            String name,
            long entries,
            String jwksUrl,
            Path application,
            Path directory,
            Map<String, String> more)
            throws SQLException {
        LedgerSet set = new LedgerSet(postgres, postgres.createDatabase(name));
        try {
            set.launch(jwksUrl, application, directory.resolve(name), more);
            LedgerData.seed(postgres, name, entries);
            return set;
        } catch (SQLException | RuntimeException e) {
            set.close();
            throw e;
        }
    }

    public Database database() {
        return database;
    }

    public InetSocketAddress service() {
        return service.address();
    }

    /**
     * Waits until all events are published and all transactions sealed, so that one measurement does not pay for another.
     *
     * @return how long the events took
     */
    public Duration drain() throws SQLException, InterruptedException {
        Duration published = Outboxes.drain(postgres, database.name());
        Seals.await(postgres, database.name());
        return published;
    }

    private void launch(String jwksUrl, Path application, Path directory, Map<String, String> more) {
        KafkaBroker kafka = parts.keep(KafkaBroker.start());
        kafka.createTopics(List.of(TOPIC), PARTITIONS);
        RedisServer redis = parts.keep(RedisServer.start());
        ServiceSettings settings = ServiceSettings.create()
                .database(database)
                .kafka(kafka)
                .redis(redis)
                .tokens(jwksUrl);
        Map<String, String> properties = new HashMap<>(SETTINGS);
        properties.putAll(more);
        service = parts.keep(ServiceProcess.start(new ServiceProcess.Launch(
                "ledger-service", application, ServiceProcess.FIXED_HEAP, settings, properties, directory)));
    }

    @Override
    public void close() {
        parts.close();
    }
}
