package io.ballast.operations.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Topics;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.StellarSandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellar.sdk.KeyPair;

/**
 * auto-deposit-service's database is restored to a moment after which it made a deposit. Kafka tells of the income again, and the
 * Stellar sandbox is the judge: nothing goes into the vault twice. {@code make rehearse-recovery}.
 */
class AutoDepositRehearsal {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String MODULE = "auto-deposit-service";
    private static final String GROUP = "auto-deposit-service";
    private static final String ERIN = "erin";
    private static final long USDC = 10_000_000;

    /** What the wallet holds before any income: enough to deposit something twice. */
    private static final long OWN = 500;

    private static final Map<String, String> QUICK = Map.of(
            "ballast.deposit.pause", "200ms",
            "ballast.deposit.lease", "5s",
            "ballast.providers.allowed-private-hosts", "127.0.0.1",
            "ballast.stellar.networks.local.window", "5s");

    @TempDir
    Path directory;

    private final Verdicts verdicts = new Verdicts("auto_deposit");
    private final KeyPair key = StellarSandbox.key("deposit-1");
    private Surroundings surroundings;
    private ArchivedDatabase database;
    private PostgresServer chainBalancePostgres;
    private StellarSandbox stellar;
    private RunningService chainBalance;
    private RunningService autoDeposit;

    @BeforeEach
    void startParts() {
        surroundings = new Surroundings(directory);
        database = ArchivedDatabase.start("auto_deposit", directory);
        chainBalancePostgres = PostgresServer.start();
        stellar = StellarSandbox.start();
        chainBalance = surroundings.start(
                "chain-balance-service",
                surroundings
                        .settings(chainBalancePostgres.createDatabase("chain_balance"))
                        .stellar(stellar),
                Map.of("ballast.refresh.interval", "2s", "ballast.providers.allowed-private-hosts", "127.0.0.1"));
        startAutoDeposit();
    }

    @AfterEach
    void stopParts() throws IOException {
        verdicts.write();
        autoDeposit.close();
        chainBalance.close();
        surroundings.close();
        stellar.close();
        chainBalancePostgres.close();
        database.close();
    }

    @Test
    void givenADepositThatTheDatabaseHasForgotten_whenRestoredByTheDocument_thenTheChainHasItOnce() throws Exception {
        // given
        stellar.open(key, OWN * USDC);
        UUID wallet = register();
        depositEverything(wallet);
        income(10);
        awaitVault(10);
        awaitConfirmed(1);
        database.backUp();
        income(20);
        awaitVault(30);
        awaitConfirmed(2);
        String moment = database.moment();
        income(30);
        awaitVault(60);
        awaitConfirmed(3);

        // when
        autoDeposit.close();
        stellar.mint(key.getAccountId(), 40 * USDC);
        database.restore(moment);
        assertThat(database.number("select count(*) from deposits")).isEqualTo(2);
        verdicts.holds("the database has forgotten the deposit of 30 that the chain has");
        database.run("auto-deposit-after-restore.sql");
        surroundings.moveBack(GROUP, Topics.CHAIN_BALANCES, moment);
        startAutoDeposit();

        // then: while it is paused, the chain is asked and the income is noted, and nothing moves
        Awaitility.await().atMost(BOUND).untilAsserted(() -> {
            // What it had before is told as well where the chain was followed by then; no deposit takes of it
            assertThat(database.number("select count(*) from credits where amount <> ?", OWN))
                    .isEqualTo(4);
            assertThat(database.number("select count(*) from stellar_wallets where doubt_from is not null"))
                    .isZero();
        });
        assertThat(inVault()).isEqualTo(60);
        verdicts.holds("all four incomes are known again, the chain was asked, and nothing has moved");

        // when
        autoDeposit.put(
                "/v1/operator/deposits/pause",
                surroundings.token("operator-1", "operator"),
                "{\"paused\": false, \"reason\": \"looked at\"}");

        // then: what was never deposited is, once, and so is what comes in later
        awaitVault(100);
        income(5);
        awaitVault(105);
        awaitConfirmed(4);
        assertThat(database.number("select count(*) from deposits where amount = 30"))
                .isZero();
        verdicts.holds("the vault has 105 of 105 that came in, and the wallet the %d that it had before", OWN);
        verdicts.end();
    }

    private UUID register() {
        JsonNode wallet = chainBalance.post(
                "/v1/wallets",
                surroundings.token(ERIN, "user"),
                "register",
                "{\"chain\": \"stellar\", \"network\": \"local\", \"address\": \"%s\", \"role\": \"custodial\"}"
                        .formatted(key.getAccountId()));
        UUID id = UUID.fromString(wallet.at("/id").asText());
        Awaitility.await()
                .atMost(BOUND)
                .until(() -> database.number(
                                "select count(*) from stellar_wallets where id = ? and baseline_height is not null", id)
                        == 1);
        return id;
    }

    private void depositEverything(UUID wallet) {
        autoDeposit.put(
                "/v1/deposit-rules/" + wallet,
                surroundings.token(ERIN, "user"),
                "{\"enabled\": true, \"threshold\": 1, \"coolDownSeconds\": 0}");
    }

    private void income(long usdc) {
        stellar.mint(key.getAccountId(), usdc * USDC);
    }

    /** All that ever came in is in the vault or in the wallet; what is missing in the wallet is in the vault. */
    private void awaitVault(long usdc) {
        Awaitility.await("%d in the vault".formatted(usdc)).atMost(BOUND).until(() -> inVault() == usdc);
        assertThat(stellar.usdcOf(key.getAccountId())).isEqualTo(OWN * USDC);
    }

    /** In whole USDC, rounded up: of the first deposit the vault keeps some shares for nobody. */
    private long inVault() {
        return (stellar.sharesOf(key.getAccountId()) + USDC - 1) / USDC;
    }

    private void awaitConfirmed(int deposits) throws SQLException {
        Awaitility.await()
                .atMost(BOUND)
                .until(() -> database.number("select count(*) from deposits where state = 'confirmed'") == deposits);
    }

    private void startAutoDeposit() {
        autoDeposit = surroundings.start(
                MODULE, surroundings.settings(database.database()).stellar(stellar), QUICK);
    }
}
