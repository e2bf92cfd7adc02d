package io.ballast.ledger.recalculation;

import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.ledger.LoadFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Balances are set right by their entries, whoever has spoilt them, and while money moves. */
@QuarkusTest
class RecalculationIT extends RunningService {

    @Test
    void givenABalanceThatNobodyPosted_whenRecalculated_thenItAndItsBackupAreTheSumOfTheEntriesAgain() {
        // given
        UUID account = openAccount(user);
        pay(user, "-1").statusCode(201);
        database.update("update balances set balance = balance + 700, version = 9 where account_id = ?", account);
        database.update("update accounts set balance = 3 where id = ?", account);
        redis.command("SET", "balance:user:" + user, "10006.00");
        redis.command("SET", "{balance:user:" + user + "}:version", "9");

        // when
        asAdmin()
                .post("/v1/accounts/{id}/recalculate", account)
                .then()
                .statusCode(200)
                .body("accountId", equalTo(account.toString()))
                .body("before", comparesEqualTo(new BigDecimal("10006.00")))
                .body("after", comparesEqualTo(new BigDecimal("9999.00")))
                .body("drift", comparesEqualTo(new BigDecimal("7.00")))
                .body("backupBefore", comparesEqualTo(new BigDecimal("0.03")))
                .body("version", equalTo(2))
                .body("corrected", equalTo(true));

        // then
        assertEquals(List.of(Map.of("balance", 999900L, "backup", 999900L, "version", 2L)), stored(account));
        asUser().get("/transactions/balance/cached").then().body("balance", comparesEqualTo(new BigDecimal("9999.00")));
        pay(user, "-1").statusCode(201);
        asService()
                .post("/v1/accounts/{id}/recalculate", account)
                .then()
                .statusCode(200)
                .body("drift", comparesEqualTo(BigDecimal.ZERO))
                .body("version", equalTo(3))
                .body("corrected", equalTo(false));
    }

    @Test
    void givenNoStaffOrNoSuchAccount_whenRecalculated_thenItIsRefused() {
        // given
        UUID account = openAccount(user);

        // then
        assertProblem(asUser().post("/v1/accounts/{id}/recalculate", account).then(), 403, "forbidden");
        assertProblem(asUser().post("/v1/balances/recalculate").then(), 403, "forbidden");
        assertProblem(asUser().post("/v1/balances/{id}/sync", account).then(), 403, "forbidden");
        assertProblem(
                asAdmin()
                        .post("/v1/accounts/{id}/recalculate", UUID.randomUUID())
                        .then(),
                404,
                "account-not-found");
        assertProblem(
                asAdmin()
                        .get("/v1/balances/recalculations/{id}", UUID.randomUUID())
                        .then(),
                404,
                "recalculation-not-found");
        assertProblem(
                as(tokens.token("admin-1", "admin").tenant("acme").sign())
                        .post("/v1/accounts/{id}/recalculate", account)
                        .then(),
                404,
                "account-not-found");
    }

    @Test
    void givenMoneyMoves_whenAccountsAreRecalculatedAtTheSameTime_thenNoneWasWrongAndNoneIsSpoilt() {
        // given
        List<UUID> accounts = IntStream.range(0, 4)
                .mapToObj(index -> openAccount(user + "-" + index))
                .toList();
        String token = tokens.token("service-1", "service").sign();

        // when
        try (LoadFixture load = new LoadFixture(4, random -> move(random, accounts, token))) {
            for (int round = 0; round < 40; round++) {
                asAdmin()
                        .post("/v1/accounts/{id}/recalculate", accounts.get(round % accounts.size()))
                        .then()
                        .statusCode(200)
                        .body("corrected", equalTo(false));
            }
            UUID job = recalculateAll();
            eventually().until(() -> status(job).equals("done"));
            assertTrue(load.stop() > 0);
        }

        // then
        BigDecimal sum = accounts.stream().map(this::balance).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(new BigDecimal("40000.00"), sum);
        assertEquals(0, wrong(accounts));
    }

    @Test
    void givenAccountsThatAreWrong_whenAllAreRecalculated_thenTheJobCorrectsAndReportsThem() {
        // given
        UUID right = openAccount(user);
        UUID wrong = openAccount(otherUser);
        UUID missing = openAccount(user + "-missing");
        UUID nothing = accountWithoutEntries(user + "-nothing", 500);
        database.update("update balances set balance = 1 where account_id = ?", wrong);
        database.update("delete from balances where account_id = ?", missing);

        // when
        UUID job = recalculateAll();
        eventually().until(() -> status(job).equals("done"));

        // then
        Map<String, Object> drift = reported(job, wrong);
        assertEquals(new BigDecimal("-9999.99"), drift.get("drift"));
        assertEquals(new BigDecimal("10000.00"), drift.get("after"));
        assertEquals(false, drift.get("missing"));
        assertEquals(new BigDecimal("10000.00"), reported(job, missing).get("after"));
        assertEquals(true, reported(job, nothing).get("missing"));
        assertEquals(new BigDecimal("5.00"), reported(job, nothing).get("backupBefore"));
        asAdmin()
                .get("/v1/balances/recalculations/{id}", job)
                .then()
                .body("drifts.find { it.accountId == '" + right + "' }", equalTo(null));
        assertEquals(0, wrong(List.of(right, wrong, missing)));
        assertEquals(database.number("select count(*) from accounts where tenant = ?", TENANT), number(job, "done"));
        assertEquals(number(job, "total"), number(job, "done"));
        database.update("delete from accounts where id = ?", nothing);
    }

    @Test
    void givenAJobThatItsProcessLeftHalfDone_whenAnotherFindsIt_thenItGoesOnFromThere() {
        // given
        UUID first = openAccount(user);
        UUID second = openAccount(otherUser);
        UUID done = first.toString().compareTo(second.toString()) < 0 ? first : second;
        UUID toDo = done.equals(first) ? second : first;
        database.update("update balances set balance = 1 where account_id in (?, ?)", done, toDo);
        eventually().until(() -> database.number("select count(*) from recalculations where status = 'running'") == 0);

        // when
        UUID job = UUID.randomUUID();
        database.update("""
                insert into recalculations (id, tenant, requested_by, total, done, reached)
                values (?, 'default', 'admin-1', 1, 1, ?)""", job, done);

        // then
        eventually().until(() -> status(job).equals("done"));
        assertEquals(1, database.number("select balance from balances where account_id = ?", done));
        assertEquals(1_000_000, database.number("select balance from balances where account_id = ?", toDo));
        asAdmin().post("/v1/accounts/{id}/recalculate", done).then().statusCode(200);
    }

    @Test
    void givenAJobThatRuns_whenAnotherIsAskedFor_thenItIsTheOneThatRuns() throws SQLException {
        // given
        UUID account = openAccount(user);
        UUID job;
        try (ServiceDatabase posting = new ServiceDatabase(postgres.connect(DATABASE))) {
            posting.begin();
            posting.query("select 1 from balances where account_id = ? for update", account);
            job = recalculateAll();

            // then
            assertEquals(job, recalculateAll());
            assertEquals("running", status(job));
            posting.rollBack();
        }
        eventually().until(() -> status(job).equals("done"));
    }

    @Test
    void givenAnAccountWithoutBalance_whenItIsUsed_thenEveryAnswerSaysSoUntilItIsSynced() {
        // given
        UUID account = openAccount(user);
        UUID other = openAccount(otherUser);
        database.update("update accounts set balance = balance + 5 where id = ?", account);
        database.update("delete from balances where account_id = ?", account);

        // then
        assertProblem(asUser().get("/v1/accounts/{id}", account).then(), 409, "balance-missing");
        assertProblem(asUser().get("/v1/accounts/{id}/balance", account).then(), 409, "balance-missing");
        assertProblem(pay(user, "-1"), 409, "balance-missing");
        assertProblem(
                once(asService())
                        .body(transfer(other, account, "1"))
                        .post("/v1/transfers")
                        .then(),
                409,
                "balance-missing");
        assertProblem(once(asUser()).body(personal(user)).post("/v1/accounts").then(), 409, "balance-missing");
        assertProblem(asAdmin().post("/v1/accounts/{id}/recalculate", account).then(), 409, "balance-missing");

        // when
        asAdmin()
                .post("/v1/balances/{id}/sync", account)
                .then()
                .statusCode(200)
                .body("balance", comparesEqualTo(new BigDecimal("10000.00")))
                .body("version", equalTo(1))
                .body("source", equalTo("entries"))
                .body("backupBefore", comparesEqualTo(new BigDecimal("10000.05")))
                .body("difference", comparesEqualTo(new BigDecimal("0.05")));

        // then
        pay(user, "-1").statusCode(201);
        assertEquals(0, wrong(List.of(account)));
        assertProblem(asAdmin().post("/v1/balances/{id}/sync", account).then(), 409, "balance-exists");
        assertProblem(
                asAdmin().post("/v1/balances/{id}/sync", UUID.randomUUID()).then(), 404, "account-not-found");
    }

    @Test
    void givenAnAccountThatOnlyItsBackupKnows_whenSynced_thenAnAdjustmentExplainsWhatItHolds() {
        // given
        UUID account = accountWithoutEntries(user, 12345);

        // when
        asAdmin()
                .post("/v1/balances/{id}/sync", account)
                .then()
                .statusCode(200)
                .body("balance", comparesEqualTo(new BigDecimal("123.45")))
                .body("version", equalTo(1))
                .body("source", equalTo("backup"))
                .body("difference", comparesEqualTo(BigDecimal.ZERO));

        // then
        assertEquals(new BigDecimal("123.45"), balance(account));
        assertEquals(0, wrong(List.of(account)));
        assertEquals(1, database.number("""
                select count(*) from ledger l join transactions t on t.id = l.transaction_id
                where l.account_id = ? and t.type = 'adjustment' and l.amount = 12345""", account));
    }

    private int move(Random random, List<UUID> accounts, String token) {
        int from = random.nextInt(accounts.size());
        int to = (from + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
        return once(as(token))
                                .body(transfer(accounts.get(from), accounts.get(to), "0.01"))
                                .post("/v1/transfers")
                                .statusCode()
                        == 201
                ? 1
                : 0;
    }

    private UUID accountWithoutEntries(String owner, long backup) {
        openAccount(owner + "-first");
        UUID account = UUID.randomUUID();
        database.update("""
                insert into accounts (id, tenant, owner_type, owner_id, type, asset, balance)
                values (?, 'default', 'user', ?, 'personal', 'USD', ?)""", account, owner, backup);
        return account;
    }

    private UUID recalculateAll() {
        String location = asAdmin()
                .post("/v1/balances/recalculate")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        return UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
    }

    private String status(UUID job) {
        return asAdmin()
                .get("/v1/balances/recalculations/{id}", job)
                .then()
                .statusCode(200)
                .extract()
                .path("status");
    }

    private long number(UUID job, String name) {
        return ((Number) asAdmin()
                        .get("/v1/balances/recalculations/{id}", job)
                        .then()
                        .extract()
                        .path(name))
                .longValue();
    }

    private Map<String, Object> reported(UUID job, UUID account) {
        return asAdmin()
                .get("/v1/balances/recalculations/{id}", job)
                .then()
                .extract()
                .path("drifts.find { it.accountId == '" + account + "' }");
    }

    private List<Map<String, Object>> stored(UUID account) {
        return database.query("""
                select b.balance, a.balance as backup, b.version
                from accounts a join balances b on b.account_id = a.id
                where a.id = ?""", account);
    }

    /** How many of the accounts do not agree with their entries. */
    private long wrong(List<UUID> accounts) {
        return database.number("""
                select count(*)
                from accounts a
                left join balances b on b.account_id = a.id
                cross join lateral (select coalesce(sum(amount), 0) as balance, count(*) as version
                                    from ledger l where l.account_id = a.id) e
                where a.id = any (?)
                and (b.balance is distinct from e.balance or b.version is distinct from e.version
                     or a.balance is distinct from e.balance)""", (Object) accounts.toArray(UUID[]::new));
    }
}
