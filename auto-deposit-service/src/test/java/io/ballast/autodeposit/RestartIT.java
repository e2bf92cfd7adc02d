package io.ballast.autodeposit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.TokenIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as it is packaged, in a JVM of its own, killed (SIGKILL) while events arrive. */
class RestartIT {

    private static final int WALLETS = 4;
    private static final int VERSIONS = 250;
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final List<StellarEvents> wallets = Stream.generate(() -> StellarEvents.ofWallet("default", "user-a"))
            .limit(WALLETS)
            .toList();

    private PostgresServer postgres;
    private KafkaBroker broker;
    private JwksServer jwks;
    private KafkaFixture kafka;
    private ServiceSettings settings;
    private ChildProcess service;
    private Path directory;

    @BeforeEach
    void startParts() throws IOException {
        directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "restart-it-");
        postgres = PostgresServer.start();
        broker = KafkaBroker.start();
        jwks = JwksServer.start(TokenIssuer.create());
        kafka = new KafkaFixture(broker.bootstrapServers());
        settings = ServiceSettings.create()
                .database(postgres.createDatabase(RunningService.DATABASE))
                .kafka(broker)
                .tokens(jwks.url());
    }

    @AfterEach
    void stopParts() {
        Stream.of(service).filter(ChildProcess::isAlive).forEach(ChildProcess::kill);
        kafka.close();
        jwks.close();
        broker.close();
        postgres.close();
    }

    @Test
    void givenAStreamOfEvents_whenTheServiceIsKilledInItsMidst_thenEachEventHasExactlyOneSnapshot() throws IOException {
        startService();
        publish(1, VERSIONS / 2);
        awaitSnapshots(1);
        service.kill();

        publish(VERSIONS / 2 + 1, VERSIONS);
        startService();
        awaitSnapshots(WALLETS * VERSIONS / 2 + 1);
        service.kill();

        startService();
        awaitSnapshots(WALLETS * VERSIONS);

        for (StellarEvents wallet : wallets) {
            assertEveryVersionHasItsSnapshot(wallet);
        }
    }

    /** Version n brings a balance of n, so the balances tell which events had their effect, and in which order. */
    private void publish(int from, int to) {
        for (int version = from; version <= to; version++) {
            for (StellarEvents wallet : wallets) {
                kafka.publish(wallet.balance(Integer.toString(version), version));
            }
        }
    }

    private void assertEveryVersionHasItsSnapshot(StellarEvents wallet) {
        try (DatabaseFixture database = database()) {
            List<Map<String, Object>> snapshots = database.snapshots(wallet.walletId());
            List<String> expected = new ArrayList<>();
            for (int version = 1; version <= VERSIONS; version++) {
                expected.add((version == 1 ? "null" : version - 1 + ".0000000") + " -> " + version + ".0000000");
            }
            assertEquals(
                    expected,
                    snapshots.stream()
                            .map(row -> row.get("previous_balance") + " -> " + row.get("usdc_balance"))
                            .toList());

            Map<String, Object> known = database.wallet(wallet.walletId());
            assertEquals(
                    VERSIONS + ".0000000", known.get("previous_usdc_balance").toString());
            assertEquals((long) VERSIONS, known.get("version"));
        }
    }

    /** Fails at once, with the last words of its log, if the service ends meanwhile. */
    private void awaitSnapshots(int atLeast) {
        service.awaitReady(BOUND, () -> snapshots() >= atLeast);
    }

    private long snapshots() {
        try (DatabaseFixture database = database()) {
            return isMigrated(database) ? count(database) : 0;
        }
    }

    private static boolean isMigrated(DatabaseFixture database) {
        return database.query("select to_regclass('balance_snapshots') as it")
                        .getFirst()
                        .get("it")
                != null;
    }

    private static long count(DatabaseFixture database) {
        return (long) database.query("select count(*) as n from balance_snapshots")
                .getFirst()
                .get("n");
    }

    private DatabaseFixture database() {
        try {
            return new DatabaseFixture(postgres.connect(RunningService.DATABASE));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void startService() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        settings.plain().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.port=0");
        command.add("-Dquarkus.management.port=0");
        command.add("-jar");
        command.add(Path.of("target", "quarkus-app", "quarkus-run.jar")
                .toAbsolutePath()
                .toString());
        service = ChildProcess.start(
                "auto-deposit-service", command, settings.environment(), directory, directory.resolve("service.log"));
    }
}
