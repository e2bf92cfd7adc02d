package io.ballast.operations.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.Topics;
import io.ballast.events.json.EventJson;
import io.ballast.events.kafka.EventRecords;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresArchive;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.infrastructure.testkit.TopicRecords;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
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
 * consumers and the users' phones are ahead of. {@code make rehearse-recovery}; the report is target/recovery-report.md.
 */
class RecoveryRehearsal {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String LEDGER = "ledger-service";
    private static final String NOTIFICATION = "notification-service";
    private static final String ALICE = "alice";
    private static final String BOB = "bob";
    private static final String CAROL = "carol";

    private static final String FULL_PASSES =
            "select count(*) from reconciliation_runs where kind = 'full' and finished_at is not null";

    /** What was killed here is soon missed by Kafka, and reconciliation has nothing to wait for. */
    private static final Map<String, String> QUICK = Map.of(
            "mp.messaging.connector.smallrye-kafka.session.timeout.ms", "6000",
            "mp.messaging.connector.smallrye-kafka.heartbeat.interval.ms", "1500",
            "ballast.reconciliation.interval", "1s",
            "ballast.reconciliation.full-interval", "2s",
            "ballast.reconciliation.share", "100",
            "ballast.receipt.seal-interval", "1s",
            "ballast.receipt.check-interval", "1s");

    @TempDir
    Path directory;

    private final TokenIssuer tokens = TokenIssuer.create();
    private final Verdicts verdicts = new Verdicts();
    private PostgresArchive archive;
    private PostgresServer ledgerPostgres;
    private PostgresServer notificationPostgres;
    private KafkaBroker broker;
    private RedisServer redis;
    private JwksServer jwks;
    private RunningService ledger;
    private RunningService notification;
    private int keys;
    private boolean whole;

    @BeforeEach
    void startParts() {
        archive = PostgresArchive.in(directory.resolve("archive"));
        ledgerPostgres = PostgresServer.startArchiving(archive);
        notificationPostgres = PostgresServer.start();
        broker = KafkaBroker.start();
        redis = RedisServer.start();
        jwks = JwksServer.start(tokens);
        startLedger();
        startNotification();
    }

    @AfterEach
    void stopParts() throws IOException {
        verdicts.write(Checkout.file("deploy/operations/target/recovery-report.md"), whole);
        ledger.close();
        notification.close();
        jwks.close();
        redis.close();
        broker.close();
        notificationPostgres.close();
        ledgerPostgres.close();
    }

    @Test
    void givenALedgerBehindItsConsumers_whenRecoveredByTheRunbook_thenTheBooksAreWholeAndNobodyIsLeftBehind()
            throws Exception {
        // given: money on the move, a base backup, more of it, and the moment to which the ledger will be restored
        UUID alice = open(ALICE);
        UUID bob = open(BOB);
        List<String> kept = new ArrayList<>(transfers(alice, bob, 10));
        ledgerPostgres.backUp(archive);
        kept.addAll(transfers(alice, bob, 10));
        String moment = ask(ledgerPostgres, "ledger", "select clock_timestamp()::text as now");
        List<String> lost = transfers(alice, bob, 15);
        UUID carol = open(CAROL);
        lost.addAll(transfers(bob, carol, 5));
        Seen before = awaitSeen(ALICE, alice);
        awaitSeen(CAROL, carol);

        // when: the disaster
        ledger.kill();
        awaitArchived();
        ledgerPostgres.kill();
        PostgresServer gone = ledgerPostgres;
        ledgerPostgres = gone.restore(archive, Map.entry("recovery_target_time", moment));
        gone.close();

        // then
        assertRestored(kept, lost, alice, before);
        assertLostAreNamedByKafka(lost);

        // when: the steps of the runbook
        notification.kill();
        long raised = raiseVersions();
        forgetAccountsOpenedSince(moment);
        redis.flushAll();
        startLedger();
        startNotification();

        // then
        assertToldAnew(ALICE, alice, raised);
        assertToldAnew(BOB, bob, raised);
        assertNothingIsKnownOf(CAROL);
        assertNewMoneyIsShownOnce(alice, bob, raised);
        assertBooksAreWhole(kept.getFirst());
        whole = true;
    }

    private void assertRestored(List<String> kept, List<String> lost, UUID alice, Seen before) throws SQLException {
        try (ServiceDatabase database = view(ledgerPostgres, "ledger")) {
            assertThat(count(database, kept)).isEqualTo(kept.size());
            assertThat(count(database, lost)).isZero();
            long version = database.number("select version from balances where account_id = ?", alice);
            assertThat(before.version()).isGreaterThan(version);
            verdicts.holds(
                    "the ledger is as it was at the moment: %d transactions are there, %d later ones are not; consumers have seen"
                            + " version %d of an account that is at %d",
                    kept.size(), lost.size(), before.version(), version);
        }
    }

    private void assertLostAreNamedByKafka(List<String> lost) throws SQLException {
        Set<String> told = new HashSet<>();
        try (TopicRecords records = TopicRecords.of(broker.bootstrapServers(), Topics.LEDGER_BALANCES);
                ServiceDatabase database = view(ledgerPostgres, "ledger")) {
            records.untilEnd()
                    .forEach(record -> EventRecords.read(record)
                            .map(Event::data)
                            .filter(TransactionCompleted.class::isInstance)
                            .map(data -> ((TransactionCompleted) data)
                                    .transactionId()
                                    .toString())
                            .ifPresent(told::add));
            told.removeIf(id -> count(database, List.of(id)) == 1);
        }
        // Carol's opening was lost with the rest
        assertThat(told).containsAll(lost).hasSize(lost.size() + 1);
        verdicts.holds("Kafka's topic names all %d transactions that were lost, and no others", told.size());
    }

    private long raiseVersions() throws SQLException {
        try (ServiceDatabase database = view(ledgerPostgres, "ledger")) {
            assertThat(database.number("select raise_versions_after_restore()")).isPositive();
            return database.number("select max(version) from version_raises");
        }
    }

    /** The file that an operator runs, as it is. */
    private void forgetAccountsOpenedSince(String moment) throws SQLException, IOException {
        String sql = Files.readString(Checkout.file("deploy/recovery/notification-after-ledger-restore.sql"));
        try (ServiceDatabase database = view(notificationPostgres, "notification")) {
            database.query("select set_config('recovery.moment', ?, false)", moment);
            assertThat(database.update(sql)).isPositive();
        }
    }

    private void assertToldAnew(String user, UUID account, long raised) throws SQLException {
        BigDecimal held = ledgerBalance(account);
        Awaitility.await()
                .atMost(BOUND)
                .untilAsserted(() -> assertThat(seen(user, account)).isEqualTo(new Seen(raised, held)));
        assertThat(initialBalance(user)).isEqualByComparingTo(held);
        verdicts.holds("%s is shown what the restored ledger holds, %s, under version %d", user, held, raised);
    }

    private void assertNothingIsKnownOf(String user) {
        assertThat(page(user, "").at("/events/0/data/balance").isNumber()).isFalse();
        verdicts.holds("nothing is shown to %s, whose account was opened after the moment", user);
    }

    private void assertNewMoneyIsShownOnce(UUID alice, UUID bob, long raised) throws SQLException {
        String since = page(ALICE, "").at("/next").asText();
        String transaction = transfers(alice, bob, 1).getFirst();
        BigDecimal held = ledgerBalance(alice);
        Awaitility.await()
                .atMost(BOUND)
                .untilAsserted(() -> assertThat(seen(ALICE, alice)).isEqualTo(new Seen(raised + 1, held)));
        List<String> frames = Awaitility.await()
                .atMost(BOUND)
                .until(() -> framesOf(transaction, page(ALICE, "?since=" + since)), found -> found.size() >= 2);
        assertThat(frames).containsExactlyInAnyOrder("balance_updated", "transaction_completed");
        verdicts.holds("the first new transfer reaches its payer once, as version %d", raised + 1);
    }

    private void assertBooksAreWhole(String old) throws SQLException {
        try (ServiceDatabase database = view(ledgerPostgres, "ledger")) {
            long passes = database.number(FULL_PASSES);
            Awaitility.await().atMost(BOUND).until(() -> database.number(FULL_PASSES) >= passes + 2);
            assertThat(database.query("select account_id, what from drift_reports"))
                    .isEmpty();
            assertThat(database.number("select sum(balance) from balances")).isZero();
            assertThat(database.query("""
                            select b.account_id from balances b join accounts a on a.id = b.account_id
                            where b.balance <> a.balance
                               or b.balance <> (select sum(amount) from ledger l where l.account_id = b.account_id)""")).isEmpty();
            assertThat(database.query("select transaction_id from ledger group by 1 having sum(amount) <> 0"))
                    .isEmpty();
        }
        Awaitility.await()
                .atMost(BOUND)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(ledger.get(
                                "/v1/transactions/" + old + "/receipt",
                                tokens.token("admin-1", "admin").sign()))
                        .contains(old));
        verdicts.holds("a full reconciliation finds nothing, all balances sum up to zero, and an old receipt is good");
    }

    private void startLedger() {
        ledger = RunningService.start(LEDGER, directory, settings(ledgerPostgres, "ledger"), QUICK);
    }

    private void startNotification() {
        notification =
                RunningService.start(NOTIFICATION, directory, settings(notificationPostgres, "notification"), QUICK);
    }

    private ServiceSettings settings(PostgresServer postgres, String database) {
        return ServiceSettings.create()
                .database(postgres.createDatabase(database))
                .kafka(broker)
                .redis(redis)
                .tokens(jwks.url());
    }

    private UUID open(String user) {
        return UUID.fromString(json(ledger.post(
                        "/v1/accounts",
                        tokens.token(user, "user").sign(),
                        "open-" + user,
                        "{\"ownerType\": \"user\", \"ownerId\": \"%s\", \"type\": \"personal\"}".formatted(user)))
                .at("/id")
                .asText());
    }

    /** Transfers of 1.00, each acknowledged; their ids. */
    private List<String> transfers(UUID from, UUID to, int count) {
        List<String> ids = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String body = "{\"fromAccountId\": \"%s\", \"toAccountId\": \"%s\", \"amount\": 1.00}".formatted(from, to);
            ids.add(json(ledger.post(
                            "/v1/transfers", tokens.token("bank", "service").sign(), "key-" + keys++, body))
                    .at("/id")
                    .asText());
        }
        return ids;
    }

    /** What the user's state is once notification-service has taken in all that the ledger has told. */
    private Seen awaitSeen(String user, UUID account) throws SQLException {
        long version;
        try (ServiceDatabase database = view(ledgerPostgres, "ledger")) {
            version = database.number("select version from balances where account_id = ?", account);
        }
        return Awaitility.await()
                .atMost(BOUND)
                .until(() -> seen(user, account), seen -> seen != null && seen.version() == version);
    }

    private Seen seen(String user, UUID account) throws SQLException {
        try (ServiceDatabase database = view(notificationPostgres, "notification")) {
            return database
                    .query(
                            "select version, balance from account_states where user_id = ? and account_id = ?",
                            user,
                            account)
                    .stream()
                    .map(row -> new Seen((Long) row.get("version"), (BigDecimal) row.get("balance")))
                    .findFirst()
                    .orElse(null);
        }
    }

    private BigDecimal initialBalance(String user) {
        return page(user, "").at("/events/0/data/balance").decimalValue();
    }

    private JsonNode page(String user, String query) {
        return json(notification.get(
                "/v1/notifications" + query, tokens.token(user, "user").sign()));
    }

    private static List<String> framesOf(String transaction, JsonNode page) {
        List<String> frames = new ArrayList<>();
        page.at("/events").forEach(frame -> {
            if (frame.at("/data/transactionId").asText().equals(transaction)) {
                frames.add(frame.at("/event").asText());
            }
        });
        return frames;
    }

    private BigDecimal ledgerBalance(UUID account) throws SQLException {
        try (ServiceDatabase database = view(ledgerPostgres, "ledger")) {
            return BigDecimal.valueOf(database.number("select balance from balances where account_id = ?", account), 2);
        }
    }

    private static long count(ServiceDatabase database, List<String> ids) {
        return database.number(
                "select count(*) from transactions where id = any (?::uuid[])", (Object) ids.toArray(String[]::new));
    }

    /** All of the log is where the restore looks for it: nothing that the moment needs lies on the lost disk only. */
    private void awaitArchived() throws SQLException {
        try (ServiceDatabase database = view(ledgerPostgres, "ledger")) {
            String last = (String) database.query("select pg_walfile_name(pg_switch_wal()) as file")
                    .getFirst()
                    .get("file");
            Awaitility.await()
                    .atMost(BOUND)
                    .until(() ->
                            database.number("select count(*) from pg_stat_archiver where last_archived_wal >= ?", last)
                                    == 1);
        }
    }

    private static String ask(PostgresServer postgres, String database, String sql) throws SQLException {
        try (ServiceDatabase view = view(postgres, database)) {
            return (String) view.query(sql).getFirst().values().iterator().next();
        }
    }

    private static ServiceDatabase view(PostgresServer postgres, String database) throws SQLException {
        return new ServiceDatabase(postgres.connect(database));
    }

    private static JsonNode json(String text) {
        try {
            return EventJson.mapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /** What notification-service knows of an account. */
    private record Seen(long version, BigDecimal balance) {}
}
