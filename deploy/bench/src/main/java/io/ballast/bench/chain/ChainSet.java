package io.ballast.bench.chain;

import io.ballast.bench.database.Outboxes;
import io.ballast.bench.set.Running;
import io.ballast.bench.set.ServiceProcess;
import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.TokenIssuer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a chain-balance-service stands on, and services that are started on it, one after the other. */
final class ChainSet implements AutoCloseable {

    static final String TOPIC = "chain.balances.v1";

    private static final int PARTITIONS = 3;

    private final Running parts = new Running();
    private final Map<String, Database> databases = new HashMap<>();
    private final Path application;
    private final Path directory;
    private final JwksServer jwks;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final RedisServer redis;
    private final SlowChains chains;

    ChainSet(TokenIssuer issuer, Duration latency, Path application, Path directory) {
        this.application = application;
        this.directory = directory;
        try {
            jwks = parts.keep(JwksServer.start(issuer));
            postgres = parts.keep(PostgresServer.start());
            kafka = parts.keep(KafkaBroker.start());
            kafka.createTopics(List.of(TOPIC, "ledger.balances.v1"), PARTITIONS);
            redis = parts.keep(RedisServer.start());
            chains = parts.keep(new SlowChains(latency));
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    SlowChains chains() {
        return chains;
    }

    String kafka() {
        return kafka.bootstrapServers();
    }

    Wallets wallets(String database) {
        return new Wallets(postgres, database);
    }

    /**
     * Starts the service as it is in production, but that it may call nodes on this machine, and as often as it likes.
     *
     * @param database made if it is not there; its schema is the service's own matter
     * @param more properties for this time
     */
    ServiceProcess start(String database, List<String> heap, Map<String, String> more) {
        Database own = databases.computeIfAbsent(database, postgres::createDatabase);
        ServiceSettings settings = chains.settings(
                ServiceSettings.create().database(own).kafka(kafka).redis(redis).tokens(jwks.url()));
        Map<String, String> all = new TreeMap<>(chains.slowUrls());
        all.put("ballast.providers.allowed-private-hosts", "127.0.0.1");
        all.put("ballast.providers.requests-per-second", "10000");
        all.put("ballast.bench.constant", "true");
        all.putAll(more);
        return ServiceProcess.start(new ServiceProcess.Launch(
                "chain-balance-service", application, heap, settings, all, directory.resolve(database)));
    }

    /** Waits until all events are published, so that one measurement does not pay for another. */
    void drain(String database) throws SQLException, InterruptedException {
        Outboxes.drain(postgres, database);
    }

    @Override
    public void close() {
        parts.close();
    }
}
