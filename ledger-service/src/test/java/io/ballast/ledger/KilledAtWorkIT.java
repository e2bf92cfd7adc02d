package io.ballast.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two replicas do what takes long in the background, on their schedules. Whoever has come to a place between two steps is
 * killed there (SIGKILL), in the middle of a database transaction; the other goes on, and a third takes the dead one's place.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledAtWorkIT {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final YearMonth MONTH = YearMonth.of(2001, 3);
    private static final List<String> TENANTS = List.of("acme", "default");
    private static final Duration RECENTLY = Duration.ofMinutes(10);
    private static final int ACCOUNTS = 12;

    private final TokenIssuer tokens = TokenIssuer.create();
    private final Map<String, PackagedService> replicas = new ConcurrentHashMap<>();
    private final AtomicInteger names = new AtomicInteger();
    private CompletableFuture<Void> started = CompletableFuture.completedFuture(null);

    private PostgresServer postgres;
    private KafkaBroker broker;
    private RedisServer redis;
    private JwksServer jwks;
    private ServiceSettings settings;
    private ServiceDatabase database;

    @BeforeAll
    void startParts() throws SQLException {
        postgres = PostgresServer.start();
        broker = KafkaBroker.start();
        redis = RedisServer.start();
        jwks = JwksServer.start(tokens);
        settings = ServiceSettings.create()
                .database(postgres.createDatabase(RunningService.DATABASE))
                .kafka(broker)
                .redis(redis)
                .tokens(jwks.url());
        startReplica();
        started.join();
        startReplica();
        started.join();
    }

    @AfterAll
    void stopParts() {
        started.join();
        replicas.values().forEach(PackagedService::kill);
        jwks.close();
        redis.close();
        broker.close();
        postgres.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        database = new ServiceDatabase(postgres.connect(RunningService.DATABASE));
    }

    @AfterEach
    void disconnect() {
        database.close();
    }

    @Test
    void givenAMonthThatIsOld_whenReplicasAreKilledBetweenAllSteps_thenItLeavesAndComesBackWhole() throws Exception {
        try (Breakpoints stops = new Breakpoints(postgres)) {
            // given
            stops.set("move", "archives", "insert", "new.state = 'archived'");
            stops.set("written", "archives", "update", "new.state = 'exported'");
            stops.set("drop", "archives", "update", "new.state = 'dropped'");
            stops.set("publish", "archives", "update", "new.state = 'restored'");
            database.inTransaction(Map.of(), this::havingAnOldMonth);
            List<Map<String, Object>> before = entries();
            assertEquals(TENANTS.size() * ACCOUNTS * 2, before.size());

            // when, then: all checkpoints are written, and the month does not move
            killWhoIsAt(stops, "move", before);
            awaitState("archived");
            assertEquals(0, database.number("select count(*) from ledger where created_at < '2002-01-01'"));
            assertEquals(before, entries());

            // when, then: a file is complete and nobody knows; the month is dropped, but for the commit
            askAll("export");
            killWhoIsAt(stops, "written", before);
            kill(stops.awaitReached("drop"));
            stops.lift("drop");
            startReplica();
            awaitState("dropped");
            assertEquals(List.of(), entries());

            // when, then: all is back but for the commit, and read by nobody
            askAll("restore");
            killWhoIsAt(stops, "publish", List.of());
            awaitState("restored");
            assertEquals(before, entries());
        }
        assertEquals(0, database.number("select count(*) from restored_entries"));
        assertEquals(
                TENANTS.size() * ACCOUNTS,
                database.number("select count(*) from balance_checkpoints where entries = 2 and version = 2"));
    }

    @Test
    void givenWrongBalances_whenTheReplicaThatRecalculatesIsKilled_thenAnotherEndsItsJobAndCountsNothingTwice()
            throws Exception {
        String tenant = "recalculated";
        try (Breakpoints stops = new Breakpoints(postgres)) {
            // given
            stops.set("recalculate", "recalculations", "update", "new.done = 6");
            database.inTransaction(
                    Map.of(), () -> havingAPast(tenant, Instant.now().minus(RECENTLY)));
            database.update("update balances set balance = balance + 7 where tenant = ?", tenant);

            // when
            assertEquals(202, post(tenant, "admin", "/v1/balances/recalculate").statusCode());
            kill(stops.awaitReached("recalculate"));
            stops.lift("recalculate");
            startReplica();

            // then
            eventually().until(() -> database.number("select count(*) from recalculations where status = 'done'") == 1);
        }
        assertEquals(
                List.of(Map.of("total", (long) ACCOUNTS, "done", (long) ACCOUNTS, "corrected", (long) ACCOUNTS)),
                database.query("select total, done, corrected from recalculations where tenant = ?", tenant));
        assertEquals(0, database.number("""
                select count(*) from balances b join accounts a on a.id = b.account_id
                where b.tenant = ? and b.balance <> a.balance""", tenant));
    }

    @Test
    void givenAFullPass_whenTheReplicaThatProvesIsKilled_thenAnotherGoesOnAndFindsWhatIsWrong() throws Exception {
        String tenant = "reconciled";
        UUID wrong;
        try (Breakpoints stops = new Breakpoints(postgres)) {
            // given
            stops.set(
                    "prove",
                    "reconciliation_runs",
                    "update",
                    "new.tenant = 'reconciled' and new.kind = 'full' and new.accounts = 6");
            wrong = database.inTransaction(
                    Map.of(), () -> havingAPast(tenant, Instant.now().minus(RECENTLY)));
            database.update("update balances set held = 5 where account_id = ?", wrong);

            // when
            kill(stops.awaitReached("prove"));
            stops.lift("prove");
            startReplica();

            // then
            eventually().until(() -> database.number("""
                    select count(*) from reconciliation_runs
                    where tenant = ? and kind = 'full' and finished_at is not null""", tenant) == 1);
        }
        assertEquals(ACCOUNTS, database.number("""
                select sum(accounts) from reconciliation_runs where tenant = ? and kind = 'full'""", tenant));
        eventually()
                .until(() -> database.query("select account_id, what from drift_reports where tenant = ?", tenant)
                        .equals(List.of(Map.of("account_id", wrong, "what", "held"))));
        assertEquals(
                List.of(Map.of("id", wrong)),
                database.query("select id from accounts where tenant = ? and status = 'quarantined'", tenant));
    }

    /** Whoever it is: another is there, and a third comes. Everybody reads these entries while it lies there. */
    private void killWhoIsAt(Breakpoints stops, String name, List<Map<String, Object>> entries) {
        kill(stops.awaitReached(name));
        assertEquals(entries, entries());
        stops.lift(name);
        startReplica();
    }

    private void kill(String replica) {
        started.join();
        replicas.remove(replica).kill();
    }

    /** While the others work on. */
    private void startReplica() {
        String name = "replica-" + names.getAndIncrement();
        started = CompletableFuture.runAsync(() -> replicas.put(name, replica(name)));
    }

    /** Small steps, short pauses: they meet as often as can be. */
    private PackagedService replica(String name) {
        return PackagedService.start(
                settings,
                name,
                Map.ofEntries(
                        Map.entry("quarkus.datasource.reactive.additional-properties.application_name", name),
                        Map.entry("ballast.archive.after", "P10Y"),
                        Map.entry(
                                "ballast.archive.directory",
                                Path.of("target", "killed-at-work")
                                        .toAbsolutePath()
                                        .toString()),
                        Map.entry("ballast.archive.drop-exported", "true"),
                        Map.entry("ballast.archive.interval", "200ms"),
                        Map.entry("ballast.archive.claim", "3s"),
                        Map.entry("ballast.archive.chunk-size", "4"),
                        Map.entry("ballast.archive.accounts-per-chunk", "3"),
                        Map.entry("ballast.recalculation.interval", "200ms"),
                        Map.entry("ballast.recalculation.accounts", "3"),
                        Map.entry("ballast.reconciliation.interval", "500ms"),
                        Map.entry("ballast.reconciliation.accounts", "3")));
    }

    private boolean havingAnOldMonth() {
        TENANTS.forEach(
                tenant -> havingAPast(tenant, MONTH.atDay(2).atStartOfDay().toInstant(ZoneOffset.UTC)));
        return true;
    }

    /** Two entries on each account; one of the accounts. */
    private UUID havingAPast(String tenant, Instant begin) {
        Backdated past = new Backdated(database, tenant);
        List<UUID> accounts = IntStream.range(0, ACCOUNTS)
                .mapToObj(index -> past.account("user-" + index, begin))
                .toList();
        for (int index = 0; index < ACCOUNTS; index++) {
            past.transfer(
                    accounts.get(index), accounts.get((index + 1) % ACCOUNTS), 100L + index, begin.plusSeconds(index));
        }
        return accounts.getFirst();
    }

    /** The month's entries as everybody reads them, of all tenants whose month is moved. */
    private List<Map<String, Object>> entries() {
        return database.query("""
                select tenant, account_id, version, transaction_id, amount, balance_after, created_at
                from entries
                where created_at < '2002-01-01'
                order by account_id, version""");
    }

    private void askAll(String what) throws Exception {
        for (String tenant : TENANTS) {
            assertEquals(
                    202,
                    post(tenant, "operator", "/v1/archives/" + MONTH + "/" + what)
                            .statusCode());
        }
    }

    private HttpResponse<String> post(String tenant, String role, String path) throws Exception {
        String token = tokens.token(role + "-1", role).tenant(tenant).sign();
        return replicas.values()
                .iterator()
                .next()
                .post(path, token, UUID.randomUUID().toString(), "");
    }

    private void awaitState(String state) {
        eventually()
                .until(() -> database.number("select count(*) from archives where state = ?", state) == TENANTS.size());
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(BOUND).pollInterval(Duration.ofMillis(100));
    }
}
