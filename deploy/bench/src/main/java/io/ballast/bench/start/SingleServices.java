package io.ballast.bench.start;

import io.ballast.bench.set.Running;
import io.ballast.bench.set.ServiceProcess;
import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.HederaSandbox;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The services one at a time, each alone beside the parts: as the set has copied them, with its JVM options, and with the
 * caches that it has made.
 */
final class SingleServices implements AutoCloseable {

    static final List<String> NAMES =
            List.of("ledger-service", "chain-balance-service", "auto-deposit-service", "notification-service");

    /** The launcher's; a cache is good for these alone. */
    private static final List<String> JVM =
            List.of("-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

    private static final List<String> TOPICS = List.of("ledger.balances.v1", "chain.balances.v1", "deposits.v1");
    private static final int PARTITIONS = 3;

    private final Running parts = new Running();
    private final Map<String, Database> databases = new HashMap<>();
    private final StartSettings settings;
    private final JwksServer jwks;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final RedisServer redis;
    private final EvmNode evm;
    private final StellarSandbox stellar;
    private final HederaSandbox hedera;

    SingleServices(StartSettings settings) {
        this.settings = settings;
        try {
            jwks = parts.keep(JwksServer.start(TokenIssuer.create()));
            postgres = parts.keep(PostgresServer.start());
            kafka = parts.keep(KafkaBroker.start());
            kafka.createTopics(TOPICS, PARTITIONS);
            redis = parts.keep(RedisServer.start());
            evm = parts.keep(EvmNode.start());
            stellar = parts.keep(StellarSandbox.start());
            hedera = parts.keep(HederaSandbox.start());
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** Starts a service, stops it, and says how long it took until it was ready. */
    Duration start(String service) {
        return start(service, JVM);
    }

    /** The same from its cache. A JVM that cannot use it does not start, so that nothing else is measured by mistake. */
    Duration startFromCache(String service) {
        return start(
                service,
                Stream.concat(JVM.stream(), Stream.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache(service)))
                        .toList());
    }

    private Duration start(String service, List<String> jvm) {
        Path application = settings.home().resolve("run/apps").resolve(service);
        ServiceProcess.Launch launch = new ServiceProcess.Launch(
                service,
                application,
                jvm,
                settings(service),
                Map.of("quarkus.profile", "dev"),
                settings.directory().resolve(service));
        long begin = System.nanoTime();
        ServiceProcess ready = ServiceProcess.start(launch);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        ready.close();
        return took;
    }

    private ServiceSettings settings(String service) {
        Database database =
                databases.computeIfAbsent(service, name -> postgres.createDatabase(ServiceSettings.databaseName(name)));
        return ServiceSettings.create()
                .database(database)
                .kafka(kafka)
                .redis(redis)
                .evm(evm)
                .stellar(stellar)
                .hedera(hedera)
                .tokens(jwks.url());
    }

    private Path cache(String service) {
        try (Stream<Path> files = Files.list(settings.home().resolve("aot"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(service + "-"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no cache of " + service));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
