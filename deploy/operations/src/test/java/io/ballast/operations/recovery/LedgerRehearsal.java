package io.ballast.operations.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.Topics;
import io.ballast.events.kafka.EventRecords;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.infrastructure.testkit.TopicRecords;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disaster of deploy/docs/runbooks/disaster.md, by its steps: the ledger's database is restored to a moment that Kafka, the
 * consumers and the users' phones are ahead of. {@code make rehearse-recovery}.
 */
class LedgerRehearsal {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String ALICE = "alice";
    private static final String BOB = "bob";
    private static final String CAROL = "carol";

    private static final String FULL_PASSES =
            "select count(*) from reconciliation_runs where kind = 'full' and finished_at is not null";

    /** Reconciliation has nothing to wait for. */
    private static final Map<String, String> QUICK = Map.of(
            "ballast.reconciliation.interval", "1s",
            "ballast.reconciliation.full-interval", "2s",
            "ballast.reconciliation.share", "100",
            "ballast.receipt.seal-interval", "1s",
            "ballast.receipt.check-interval", "1s");

    @TempDir
    Path directory;

    private final Verdicts verdicts = new Verdicts("ledger");
    private Surroundings surroundings;
    private ArchivedDatabase database;
    private PostgresServer notificationPostgres;
    private KnownStates states;
    private Ledger ledger;
    private Phones phones;

    @BeforeEach
    void startParts() {
        surroundings = new Surroundings(directory);
        database = ArchivedDatabase.start("ledger", directory);
        notificationPostgres = PostgresServer.start();
        states = new KnownStates(() -> new ServiceDatabase(notificationPostgres.connect("notification")));
        startLedger();
        startNotification();
    }

    @AfterEach
    void stopParts() throws IOException {
        verdicts.write();
        ledger.service().close();
        phones.service().close();
        surroundings.close();
        notificationPostgres.close();
        database.close();
    }

    @Test
    void givenALedgerBehindItsConsumers_whenRecoveredByTheRunbook_thenTheBooksAreWholeAndNobodyIsLeftBehind()
            throws Exception {
        // given: money on the move, a base backup, more of it, and the moment to which the ledger will be restored
        UUID alice = ledger.open(ALICE);
        UUID bob = ledger.open(BOB);
        List<String> kept = new ArrayList<>(ledger.transfers(alice, bob, 10));
        database.backUp();
        kept.addAll(ledger.transfers(alice, bob, 10));
        String moment = database.moment();
        List<String> lost = ledger.transfers(alice, bob, 15);
        ledger.hold(alice);
        UUID carol = ledger.open(CAROL);
        lost.addAll(ledger.transfers(bob, carol, 5));
        long before = awaitSeen(ALICE, alice);
        awaitSeen(CAROL, carol);

        awaitHeld("3", 1);

        // when: the disaster
        ledger.service().kill();
        database.restore(moment);

        // then
        assertRestored(kept, lost, alice, before);
        assertLostAreNamedByKafka(lost);

        // when: the steps of the runbook
        phones.service().kill();
        long raised = raiseVersions();
        forgetAccountsOpenedSince(moment);
        surroundings.emptyRedis();
        startLedger();
        startNotification();

        // then
        assertToldAnew(ALICE, alice, raised);
        assertToldAnew(BOB, bob, raised);
        assertThat(phones.knowsBalance(CAROL)).isFalse();
        verdicts.holds("nothing is shown to %s, whose account was opened after the moment", CAROL);
        awaitHeld("0", raised);
        verdicts.holds("%s, who had seen 3 held by a hold that is lost, is told that nothing is", ALICE);
        assertNewMoneyIsShownOnce(alice, bob, raised);
        assertBooksAreWhole(kept.getFirst());
        verdicts.end();
    }

    private void awaitHeld(String amount, long holdVersion) {
        JsonNode held = Awaitility.await()
                .atMost(BOUND)
                .until(
                        () -> phones.held(ALICE, phones.beginning(ALICE)),
                        frame -> frame != null && frame.at("/holdVersion").asLong() == holdVersion);
        assertThat(held.at("/held").decimalValue()).isEqualByComparingTo(amount);
    }

    private void assertRestored(List<String> kept, List<String> lost, UUID alice, long seen) throws SQLException {
        try (ServiceDatabase view = database.view()) {
            assertThat(count(view, kept)).isEqualTo(kept.size());
            assertThat(count(view, lost)).isZero();
            long version = view.number("select version from balances where account_id = ?", alice);
            assertThat(seen).isGreaterThan(version);
            verdicts.holds(
                    "the ledger is as it was at the moment: %d transactions are there, %d later ones are not; consumers have seen"
                            + " version %d of an account that is at %d",
                    kept.size(), lost.size(), seen, version);
        }
    }

    private void assertLostAreNamedByKafka(List<String> lost) throws SQLException {
        Set<String> told = new HashSet<>();
        try (TopicRecords records = TopicRecords.of(surroundings.kafka(), Topics.LEDGER_BALANCES);
                ServiceDatabase view = database.view()) {
            records.untilEnd()
                    .forEach(record -> EventRecords.read(record)
                            .map(Event::data)
                            .filter(TransactionCompleted.class::isInstance)
                            .map(data -> ((TransactionCompleted) data)
                                    .transactionId()
                                    .toString())
                            .ifPresent(told::add));
            told.removeIf(id -> count(view, List.of(id)) == 1);
        }
        // Carol's opening was lost with the rest
        assertThat(told).containsAll(lost).hasSize(lost.size() + 1);
        verdicts.holds("Kafka's topic names all %d transactions that were lost, and no others", told.size());
    }

    private long raiseVersions() throws SQLException {
        assertThat(database.number("select raise_versions_after_restore()")).isPositive();
        return database.number("select max(version) from version_raises");
    }

    private void forgetAccountsOpenedSince(String moment) throws SQLException, IOException {
        try (ServiceDatabase view = new ServiceDatabase(notificationPostgres.connect("notification"))) {
            assertThat(OperatorFile.run(
                            view, "notification-after-ledger-restore.sql", Map.of("recovery.moment", moment)))
                    .isPositive();
        }
    }

    private void assertToldAnew(String user, UUID account, long raised) throws SQLException {
        BigDecimal held = balance(account);
        Awaitility.await()
                .atMost(BOUND)
                .untilAsserted(
                        () -> assertThat(states.account(user, account)).contains(new KnownStates.State(raised, held)));
        assertThat(phones.initialBalance(user)).isEqualByComparingTo(held);
        verdicts.holds("%s is shown what the restored ledger holds, %s, under version %d", user, held, raised);
    }

    private void assertNewMoneyIsShownOnce(UUID alice, UUID bob, long raised) throws SQLException {
        String since = phones.place(ALICE);
        String transaction = ledger.transfers(alice, bob, 1).getFirst();
        BigDecimal held = balance(alice);
        Awaitility.await()
                .atMost(BOUND)
                .untilAsserted(() ->
                        assertThat(states.account(ALICE, alice)).contains(new KnownStates.State(raised + 1, held)));
        List<String> frames = Awaitility.await()
                .atMost(BOUND)
                .until(() -> phones.of(transaction, ALICE, since), found -> found.size() >= 2);
        assertThat(frames).containsExactlyInAnyOrder("balance_updated", "transaction_completed");
        verdicts.holds("the first new transfer reaches its payer once, as version %d", raised + 1);
    }

    private void assertBooksAreWhole(String old) throws SQLException {
        try (ServiceDatabase view = database.view()) {
            long passes = view.number(FULL_PASSES);
            Awaitility.await().atMost(BOUND).until(() -> view.number(FULL_PASSES) >= passes + 2);
            assertThat(view.query("select account_id, what from drift_reports")).isEmpty();
            assertThat(view.number("select sum(balance) from balances")).isZero();
            assertThat(view.query("""
                            select b.account_id from balances b join accounts a on a.id = b.account_id
                            where b.balance <> a.balance
                               or b.balance <> (select sum(amount) from ledger l where l.account_id = b.account_id)""")).isEmpty();
            assertThat(view.query("select transaction_id from ledger group by 1 having sum(amount) <> 0"))
                    .isEmpty();
        }
        Awaitility.await()
                .atMost(BOUND)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(ledger.service()
                                .get("/v1/transactions/" + old + "/receipt", surroundings.token("admin-1", "admin"))
                                .toString())
                        .contains(old));
        verdicts.holds("a full reconciliation finds nothing, all balances sum up to zero, and an old receipt is good");
    }

    private void startLedger() {
        ledger = new Ledger(surroundings.start(Ledger.MODULE, database.database(), QUICK), surroundings);
    }

    private void startNotification() {
        phones = new Phones(
                surroundings.start(Phones.MODULE, notificationPostgres.createDatabase("notification"), Map.of()),
                surroundings);
    }

    /** The version that notification-service knows once it has taken in all that the ledger has told. */
    private long awaitSeen(String user, UUID account) throws SQLException {
        long version = database.number("select version from balances where account_id = ?", account);
        states.await(user, account, version);
        return version;
    }

    private BigDecimal balance(UUID account) throws SQLException {
        return BigDecimal.valueOf(database.number("select balance from balances where account_id = ?", account), 2);
    }

    private static long count(ServiceDatabase view, List<String> ids) {
        return view.number(
                "select count(*) from transactions where id = any (?::uuid[])", (Object) ids.toArray(String[]::new));
    }
}
