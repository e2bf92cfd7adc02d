package io.ballast.autodeposit.deposit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ballast.autodeposit.DatabaseFixture;
import io.ballast.autodeposit.KafkaFixture;
import io.ballast.events.deposit.DepositConfirmed;
import io.ballast.events.deposit.DepositTriggered;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.infrastructure.stellar.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged service, killed (SIGKILL) at every arrow of a deposit: while it writes what it has just done, once it is written, and
 * while the transaction is on its way. A new replica finds what is written; the money moves once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DepositCrashIT {

    private static final String DATABASE = "auto_deposit";
    private static final long USDC = 10_000_000;
    private static final long LOCK = 4711;
    private static final Duration BOUND = Duration.ofSeconds(60);

    private PostgresServer postgres;
    private KafkaBroker broker;
    private JwksServer jwks;
    private StellarSandbox sandbox;
    private KafkaFixture kafka;
    private DatabaseFixture database;
    private DatabaseFixture blocking;
    private ServiceSettings settings;
    private Path directory;
    private final Map<String, Replica> replicas = new HashMap<>();
    private int started;

    @BeforeAll
    void start() throws IOException, SQLException {
        directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "deposit-crash-it-");
        postgres = PostgresServer.start();
        broker = KafkaBroker.start();
        sandbox = StellarSandbox.start();
        jwks = JwksServer.start(TokenIssuer.create());
        kafka = new KafkaFixture(broker.bootstrapServers());
        settings = ServiceSettings.create()
                .database(postgres.createDatabase(DATABASE))
                .kafka(broker)
                .stellar(sandbox)
                .tokens(jwks.url());
        replica();
        database = new DatabaseFixture(postgres.connect(DATABASE));
        blocking = new DatabaseFixture(postgres.connect(DATABASE));
        stopAtStates();
    }

    @AfterAll
    void stop() {
        replicas.values().forEach(Replica::close);
        Arrays.<AutoCloseable>asList(kafka, blocking, database, jwks, sandbox, broker, postgres)
                .forEach(DepositCrashIT::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"planned", "simulated", "built", "signing", "signed", "submitted", "confirmed"})
    void givenADeposit_whenItsReplicaIsKilledWhileItWritesAState_thenTheMoneyMovesOnce(String state) {
        // given: whoever writes this state waits before it is durable
        Wallet wallet = wallet();
        database.update("update stop_at set state = ?, wallet_id = ?", state, wallet.id);
        blocking.query("select pg_advisory_lock(?)", LOCK);

        // when
        wallet.receives(10 * USDC);
        await().atMost(BOUND)
                .until(() -> database.number(
                                "select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = "
                                        + LOCK)
                        > 0);
        killAll();
        blocking.query("select pg_advisory_unlock(?)", LOCK);
        assertFalse(wallet.state(database).equals(state));
        database.update("update stop_at set state = 'none'");
        replica();

        // then
        assertMovedOnce(wallet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"signed", "submitted"})
    void givenADeposit_whenItsReplicaIsKilledOnceAStateIsWritten_thenTheMoneyMovesOnce(String state) {
        // given: whoever writes the state after it waits
        Wallet wallet = wallet();
        String next = List.of("planned", "simulated", "built", "signing", "signed", "submitted", "confirmed")
                .get(List.of("planned", "simulated", "built", "signing", "signed", "submitted")
                                .indexOf(state)
                        + 1);
        database.update("update stop_at set state = ?, wallet_id = ?", next, wallet.id);
        blocking.query("select pg_advisory_lock(?)", LOCK);

        // when
        wallet.receives(10 * USDC);
        await().atMost(BOUND).until(() -> wallet.state(database).equals(state));
        killAll();
        blocking.query("select pg_advisory_unlock(?)", LOCK);
        database.update("update stop_at set state = 'none'");
        replica();

        // then
        assertMovedOnce(wallet);
    }

    @Test
    void givenATransactionOnItsWay_whenItsReplicaIsKilled_thenTheMoneyMovesOnce() {
        // given: the network takes it, and answers nobody
        Wallet wallet = wallet();
        sandbox.behave(
                StellarSandbox.RPC,
                Fault.delay(1_000).of("sendTransaction"),
                Fault.loseReply().of("sendTransaction"));

        // when
        sandbox.calls(StellarSandbox.RPC, true);
        wallet.receives(10 * USDC);
        await().atMost(BOUND)
                .until(() -> sandbox.calls(StellarSandbox.RPC, false).containsKey("sendTransaction"));
        killAll();
        sandbox.behave(StellarSandbox.RPC);
        replica();

        // then
        assertMovedOnce(wallet);
    }

    @Test
    void givenTwoReplicas_whenOneWalletsIncomeArrivesAtOnce_thenEachIncomeIsDepositedOnce() {
        // given
        replica("second");
        Wallet wallet = wallet();

        // when
        for (int i = 1; i <= 20; i++) {
            wallet.receives(i * USDC);
        }

        // then: 1 + … + 20, in as many deposits as it took
        await().atMost(BOUND)
                .untilAsserted(() -> assertEquals(
                        210,
                        database.number(
                                "select coalesce(sum(amount), 0) from deposits where wallet_id = ? and state = 'confirmed'",
                                wallet.id)));
        assertEquals(50 * USDC, left(wallet));
        assertEquals(
                0,
                database.number(
                        "select count(*) from deposits where wallet_id = ? and state not in ('confirmed', 'failed')",
                        wallet.id));
    }

    @Test
    void givenTwoReplicasAndCaps_whenOneWalletsIncomeArrivesAtOnce_thenNoCapIsExceeded() {
        // given
        replica("second");
        Wallet wallet = wallet();
        database.update(
                "update deposit_rules set cap_per_deposit = 7, cap_per_day = 40 where wallet_id = ?", wallet.id);

        // when
        for (int i = 1; i <= 10; i++) {
            wallet.receives(i * USDC);
        }

        // then: all that the day's cap allows, and no more
        await().atMost(BOUND)
                .untilAsserted(() -> assertEquals(
                        40,
                        database.number(
                                "select coalesce(sum(amount), 0) from deposits where wallet_id = ? and state = 'confirmed'",
                                wallet.id)));
        assertEquals(
                0,
                database.number(
                        "select count(*) from deposits where wallet_id = ? and (amount > 7 or state <> 'confirmed')",
                        wallet.id));
        assertEquals(65 * USDC, left(wallet));
    }

    private void assertMovedOnce(Wallet wallet) {
        await().atMost(BOUND).untilAsserted(() -> assertEquals("confirmed", wallet.state(database)));
        assertEquals(50 * USDC, left(wallet));
        assertEquals(1, database.number("select count(*) from deposits where wallet_id = ?", wallet.id));
        await().atMost(BOUND).untilAsserted(() -> {
            assertEquals(
                    1,
                    kafka.deposits(wallet.id).stream()
                            .filter(DepositTriggered.class::isInstance)
                            .count());
            assertEquals(
                    1,
                    kafka.deposits(wallet.id).stream()
                            .filter(DepositConfirmed.class::isInstance)
                            .count());
        });
    }

    /** What the network says the account holds. */
    private long left(Wallet wallet) {
        return sandbox.usdcOf(wallet.account());
    }

    private Wallet wallet() {
        Wallet wallet = Wallet.open(sandbox, kafka, "user-" + System.nanoTime(), 50 * USDC);
        await().atMost(BOUND)
                .until(() -> database.number("select count(*) from stellar_wallets where id = ?", wallet.id) == 1);
        database.update("""
                insert into deposit_rules (wallet_id, tenant, user_id, network, account, enabled, threshold, floor, share,
                                           cool_down_seconds, dry_run, own_addresses, version)
                values (?, 'default', ?, 'local', ?, true, 1, 0, 10000, 0, false, '{}', 1)
                """, wallet.id, wallet.user, wallet.account());
        return wallet;
    }

    /** A transaction that brings the wanted wallet's deposit to the wanted state waits for a lock that the test holds. */
    private void stopAtStates() {
        database.update("create table stop_at (state text, wallet_id uuid)");
        database.update("insert into stop_at values ('none', gen_random_uuid())");
        database.update("""
                create function stop_here() returns trigger language plpgsql security definer as $$
                begin
                    if exists (select from stop_at where state = new.state and wallet_id = new.wallet_id) then
                        perform pg_advisory_xact_lock(%d);
                    end if;
                    return new;
                end $$""".formatted(LOCK));
        database.update(
                "create trigger stop_here before insert or update on deposits for each row execute function stop_here()");
    }

    private void replica() {
        replica("first");
    }

    /** In the place of the one before it: two that live under one name would take the group's membership from each other. */
    private void replica(String name) {
        Optional.ofNullable(replicas.get(name)).ifPresent(Replica::kill);
        replicas.put(name, Replica.start(settings, directory.resolve("replica-" + started++ + ".log"), name));
    }

    private void killAll() {
        replicas.values().forEach(Replica::kill);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
