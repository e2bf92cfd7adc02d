package io.ballast.bench.set;

import io.ballast.bench.database.LedgerData;
import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.Part;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A ledger-service with its database on the given PostgreSQL, and with a Kafka and a Redis of its own. */
public final class LedgerSet implements AutoCloseable {

    private static final String TOPIC = "ledger.balances.v1";
    private static final int PARTITIONS = 3;
    private static final Duration DRAINED = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final PostgresServer postgres;
    private final Database database;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private LedgerProcess service;

    private LedgerSet(PostgresServer postgres, Database database) {
        this.postgres = postgres;
        this.database = database;
    }

    /**
     * Starts it.
     *
     * @param entries how many there are in its ledger before the first request
     */
    public static LedgerSet start(
            PostgresServer postgres, String name, long entries, String jwksUrl, Path application, Path directory)
            throws SQLException {
        LedgerSet set = new LedgerSet(postgres, postgres.createDatabase(name));
        try {
            set.launch(jwksUrl, application, directory.resolve(name));
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
     * Waits until all events are published, so that one measurement does not pay for another.
     *
     * @return how long it took
     */
    public Duration drain() throws SQLException, InterruptedException {
        long start = System.nanoTime();
        while (LedgerData.unpublished(postgres, database.name()) > 0) {
            if (System.nanoTime() - start > DRAINED.toNanos()) {
                throw new IllegalStateException("Events are not published after " + DRAINED);
            }
            Thread.sleep(LOOK);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void launch(String jwksUrl, Path application, Path directory) {
        KafkaBroker kafka = keep(KafkaBroker.start());
        kafka.createTopics(List.of(TOPIC), PARTITIONS);
        RedisServer redis = keep(RedisServer.start());
        ServiceSettings settings = ServiceSettings.create()
                .database(database)
                .kafka(kafka)
                .redis(redis)
                .tokens(jwksUrl);
        service = LedgerProcess.start(application, settings, directory);
        parts.push(service);
    }

    private <P extends Part> P keep(P part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("Not closed: " + e);
            }
        }
    }
}
