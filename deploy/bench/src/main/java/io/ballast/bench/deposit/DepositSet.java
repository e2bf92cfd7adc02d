package io.ballast.bench.deposit;

import io.ballast.bench.set.Running;
import io.ballast.bench.set.ServiceProcess;
import io.ballast.bench.set.SlowHttp;
import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.TokenIssuer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an auto-deposit-service stands on, and the service. Its network closes ledgers only when it is told to. */
final class DepositSet implements AutoCloseable {

    static final String DATABASE = "auto_deposit";
    static final String TOPIC = "deposits.v1";

    private static final int PARTITIONS = 3;

    private final Running parts = new Running();
    private final DepositSettings settings;
    private final JwksServer jwks;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final StellarSandbox sandbox;
    private final SlowHttp way;

    DepositSet(DepositSettings settings) {
        this.settings = settings;
        try {
            jwks = parts.keep(JwksServer.start(TokenIssuer.create()));
            postgres = parts.keep(PostgresServer.start());
            kafka = parts.keep(KafkaBroker.start());
            kafka.createTopics(List.of(Credit.TOPIC, TOPIC), PARTITIONS);
            sandbox = parts.keep(StellarSandbox.start(0, null, Duration.ZERO));
            way = parts.keep(new SlowHttp(URI.create(sandbox.rpcUrl()), settings.latency()));
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    StellarSandbox sandbox() {
        return sandbox;
    }

    PostgresServer postgres() {
        return postgres;
    }

    String kafka() {
        return kafka.bootstrapServers();
    }

    /** The network by the same slow way that the service takes. */
    String slowUrl() {
        return way.instead(sandbox.rpcUrl());
    }

    /** Starts the service as it is in production, with the keys of the wallets. */
    ServiceProcess start(List<Wallet> wallets) {
        Database database = postgres.createDatabase(DATABASE);
        String seeds = wallets.stream()
                .map(wallet -> new String(wallet.key().getSecretSeed()))
                .collect(Collectors.joining(","));
        return parts.keep(ServiceProcess.start(new ServiceProcess.Launch(
                "auto-deposit-service",
                settings.application(),
                ServiceProcess.FIXED_HEAP,
                ServiceSettings.create()
                        .database(database)
                        .kafka(kafka)
                        .stellar(sandbox)
                        .tokens(jwks.url()),
                Map.of(
                        "ballast.stellar.rpc-url",
                        slowUrl(),
                        "ballast.stellar.local-seeds",
                        seeds,
                        "ballast.providers.allowed-private-hosts",
                        "127.0.0.1"),
                settings.target().resolve("bench").resolve("deposit"))));
    }

    @Override
    public void close() {
        parts.close();
    }
}
