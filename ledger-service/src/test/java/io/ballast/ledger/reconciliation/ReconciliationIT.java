package io.ballast.ledger.reconciliation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.ledger.LoadFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What nobody posted is found, told and stopped; what was posted is never suspected. */
@QuarkusTest
class ReconciliationIT extends RunningService {

    @Inject
    Reconciliation reconciliation;

    @Inject
    ReconciliationSchedule schedule;

    @Test
    void givenABalanceThatNobodyPosted_whenReconciled_thenTheAccountIsQuarantinedUntilItIsRecalculatedAndReleased() {
        // given
        UUID account = openAccount(user);
        UUID other = openAccount(otherUser);
        pass();
        database.update("update balances set balance = balance + 700 where account_id = ?", account);

        // when
        pass();
        pass();

        // then
        assertEquals(
                List.of(Map.of("what", "balance", "expected", 1_000_000L, "found", 1_000_700L)), openDrifts(account));
        assertEquals("quarantined", status(account));
        assertEquals(List.of(), openDrifts(other));
        assertProblem(pay(user, "-1"), 422, "account-quarantined");
        assertProblem(
                once(asService())
                        .body(transfer(other, account, "1"))
                        .post("/v1/transfers")
                        .then(),
                422,
                "account-quarantined");
        asAdmin()
                .get("/v1/balances/reconciliation")
                .then()
                .statusCode(200)
                .body("driftAccounts", greaterThan(0))
                .body("runs[0].kind", equalTo("incremental"))
                .body("drifts.find { it.accountId == '" + account + "' }.what", equalTo("balance"))
                .body(
                        "drifts.find { it.accountId == '" + account + "' }.found",
                        comparesEqualTo(new BigDecimal("10007.00")));
        assertProblem(asAdmin().post("/v1/accounts/{id}/release", account).then(), 409, "drift-unresolved");
        assertProblem(asService().post("/v1/accounts/{id}/release", account).then(), 403, "forbidden");

        // when
        asAdmin().post("/v1/accounts/{id}/recalculate", account).then().statusCode(200);
        asAdmin()
                .post("/v1/accounts/{id}/release", account)
                .then()
                .statusCode(200)
                .body("status", equalTo("active"))
                .body("balance", comparesEqualTo(new BigDecimal("10000.00")));

        // then
        pay(user, "-1").statusCode(201);
        pass();
        assertEquals(List.of(), openDrifts(account));
        assertEquals("active", status(account));
        assertProblem(asAdmin().post("/v1/accounts/{id}/release", account).then(), 409, "account-not-quarantined");
        assertEquals(2, database.number("select count(*) from account_changes where account_id = ?", account));
    }

    @Test
    void givenABackupOrAVersionThatNobodyPosted_whenReconciled_thenEachIsFound() {
        // given
        UUID backup = openAccount(user);
        UUID version = openAccount(otherUser);
        pass();
        database.update("update accounts set balance = 1 where id = ?", backup);
        database.update("update balances set version = 5 where account_id = ?", version);

        // when
        pass();

        // then
        assertEquals(List.of(Map.of("what", "backup", "expected", 1_000_000L, "found", 1L)), openDrifts(backup));
        assertEquals(List.of(Map.of("what", "version", "expected", 1L, "found", 5L)), openDrifts(version));
        restore(backup, version);
    }

    @Test
    void givenSomethingKeptBackThatNoHoldExplains_whenReconciled_thenTheAccountIsQuarantinedUntilItIsSetRight() {
        // given
        UUID account = openAccount(user);
        UUID other = openAccount(otherUser);
        UUID hold = hold(account, "40.00");
        hold(other, "1.00");
        pass();
        database.update("update balances set held = held - 1500 where account_id = ?", account);

        // when
        pass();
        pass();

        // then
        assertEquals(List.of(Map.of("what", "held", "expected", 4_000L, "found", 2_500L)), openDrifts(account));
        assertEquals(List.of(), openDrifts(other));
        assertEquals("quarantined", status(account));
        assertProblem(pay(user, "-1"), 422, "account-quarantined");
        assertProblem(asAdmin().post("/v1/accounts/{id}/release", account).then(), 409, "drift-unresolved");

        // when
        asAdmin()
                .post("/v1/accounts/{id}/recalculate", account)
                .then()
                .statusCode(200)
                .body("corrected", equalTo(true))
                .body("heldBefore", comparesEqualTo(new BigDecimal("25.00")))
                .body("held", comparesEqualTo(new BigDecimal("40.00")))
                .body("drift", comparesEqualTo(BigDecimal.ZERO));
        asAdmin().post("/v1/accounts/{id}/release", account).then().statusCode(200);

        // then
        pass();
        assertEquals(List.of(), openDrifts(account));
        once(asUser()).post("/v1/holds/{id}/void", hold).then().statusCode(200);
        pass();
        assertEquals(List.of(), openDrifts(account));
        assertEquals(0, database.number("select held from balances where account_id = ?", account));
    }

    @Test
    void givenADriftThatSomebodyMended_whenReconciled_thenItIsResolved() {
        // given
        UUID account = openAccount(user);
        database.update("update balances set balance = 1 where account_id = ?", account);
        pass();
        assertEquals(1, openDrifts(account).size());

        // when
        asAdmin().post("/v1/accounts/{id}/recalculate", account).then().statusCode(200);
        pass();

        // then
        assertEquals(List.of(), openDrifts(account));
        assertEquals("quarantined", status(account));
        asAdmin().post("/v1/accounts/{id}/release", account).then().statusCode(200);
    }

    @Test
    void givenAnOldEntryThatWasChanged_whenAFullPassReadsIt_thenItIsFoundAndOnceReleasedNotReportedAgain() {
        // given
        UUID account = openAccount(user);
        IntStream.range(0, 5).forEach(index -> pay(user, "-1").statusCode(201));
        pass();
        asOwnerOfEverything("update ledger set amount = -50 where account_id = ? and version = 3", account);

        // when
        pass();
        assertEquals(List.of(), openDrifts(account));
        fullPass();

        // then
        List<Map<String, Object>> found = openDrifts(account);
        assertTrue(
                found.contains(Map.of("what", "running-balance", "expected", 999_850L, "found", 999_800L)),
                found::toString);
        assertTrue(found.contains(Map.of("what", "balance", "expected", 999_550L, "found", 999_500L)), found::toString);
        assertEquals("quarantined", status(account));
        pass();
        assertEquals(found, openDrifts(account));

        // when
        asAdmin()
                .post("/v1/accounts/{id}/recalculate", account)
                .then()
                .statusCode(200)
                .body("after", comparesEqualTo(new BigDecimal("9995.50")));
        asAdmin().post("/v1/accounts/{id}/release", account).then().statusCode(200);
        fullPass();

        // then
        assertEquals(List.of(), openDrifts(account));
        assertEquals("active", status(account));
        pay(user, "-1").statusCode(201);
        pass();
        assertEquals(List.of(), openDrifts(account));
    }

    @Test
    void givenAnEntryThatWasRemoved_whenAFullPassReadsOn_thenTheGapIsFound() {
        // given
        UUID account = openAccount(user);
        IntStream.range(0, 3).forEach(index -> pay(user, "-1").statusCode(201));
        pass();
        asOwnerOfEverything("delete from ledger where account_id = ? and version = 2", account);

        // when
        fullPass();

        // then
        assertTrue(openDrifts(account).contains(Map.of("what", "version-gap", "expected", 2L, "found", 3L)));
        assertEquals("quarantined", status(account));
        restore(account);
    }

    @Test
    void givenABalanceThatIsMissing_whenReconciled_thenItIsReportedUntilItIsSynced() {
        // given
        UUID account = openAccount(user);
        database.update("delete from balances where account_id = ?", account);

        // when
        pass();

        // then
        assertEquals("missing-balance", openDrifts(account).getFirst().get("what"));
        asAdmin().post("/v1/balances/{id}/sync", account).then().statusCode(200);
        pass();
        assertEquals(List.of(), openDrifts(account));
        assertEquals("active", status(account));
    }

    @Test
    void givenAccountsThatAreProven_whenNothingHappens_thenAPassReadsNoEntries() {
        // given
        openAccount(user);
        pass();

        // when
        pass();

        // then
        asAdmin().get("/v1/balances/reconciliation").then().body("runs[0].entries", equalTo(0));
    }

    @Test
    void givenMoneyMoves_whenReconciledAllTheTime_thenNobodyIsSuspected() {
        // given
        List<UUID> accounts = IntStream.range(0, 4)
                .mapToObj(index -> openAccount(user + "-" + index))
                .toList();
        String token = tokens.token("service-1", "service").sign();

        // when
        try (LoadFixture load = new LoadFixture(6, random -> move(random, accounts, token))) {
            for (int round = 0; round < 20; round++) {
                pass();
                fullPass();
            }
            assertTrue(load.stop() > 0);
        }

        // then
        for (UUID account : accounts) {
            assertEquals(0, database.number("select count(*) from drift_reports where account_id = ?", account));
            assertEquals("active", status(account));
        }
        pass();
        assertEquals(0, database.number("""
                select count(*) from balances b join reconciled_balances r using (account_id)
                where account_id = any (?) and (b.balance, b.version) is distinct from (r.balance, r.version)""", (Object) accounts.toArray(UUID[]::new)));
    }

    @Test
    void givenADrift_whenItIsMeasured_thenOperatorsSeeItUntilItIsGone() {
        // given
        UUID account = openAccount(user);
        await(schedule.incremental());
        double ofOthers = metric("ledger_drift_accounts");
        database.update("update balances set balance = balance + 700 where account_id = ?", account);

        // when
        await(schedule.incremental());

        // then
        assertEquals(ofOthers + 1, metric("ledger_drift_accounts"));
        assertTrue(metric("ledger_imbalance{asset=\"USD\"}") > 0);
        assertTrue(metric("reconciliation_last_success_age_seconds") < 30);

        // when
        restore(account);
        await(schedule.incremental());

        // then
        assertEquals(ofOthers, metric("ledger_drift_accounts"));
    }

    @Test
    void givenAUser_whenTheyAskForFindings_thenTheyAreRefused() {
        assertProblem(asUser().get("/v1/balances/reconciliation").then(), 403, "forbidden");
        assertProblem(
                asUser().post("/v1/accounts/{id}/release", UUID.randomUUID()).then(), 403, "forbidden");
        assertProblem(
                asAdmin().post("/v1/accounts/{id}/release", UUID.randomUUID()).then(), 404, "account-not-found");
        as(tokens.token("admin-1", "admin").tenant("nobody").sign())
                .get("/v1/balances/reconciliation")
                .then()
                .statusCode(200)
                .body("drifts", empty())
                .body("runs", hasSize(0));
    }

    private UUID hold(UUID account, String amount) {
        String body = """
                {"accountId": "%s", "amount": %s, "type": "payment"}""".formatted(account, amount);
        return UUID.fromString(once(asService())
                .body(body)
                .post("/v1/holds")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
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

    private void pass() {
        await(reconciliation.incremental(TENANT));
    }

    private void fullPass() {
        database.update(
                "update reconciliation_runs set finished_at = finished_at - interval '2 days' where kind = 'full'");
        await(reconciliation.full(TENANT));
    }

    private static void await(Uni<Void> work) {
        work.await().atMost(Duration.ofSeconds(30));
    }

    /** Past every trigger, as only a superuser can. */
    private void asOwnerOfEverything(String statement, UUID account) {
        database.query("select set_config('session_replication_role', 'replica', false)");
        database.update(statement, account);
        database.query("select set_config('session_replication_role', 'origin', false)");
    }

    private void restore(UUID... accounts) {
        for (UUID account : accounts) {
            asAdmin().post("/v1/accounts/{id}/recalculate", account).then().statusCode(200);
            asAdmin().post("/v1/accounts/{id}/release", account).then().statusCode(200);
        }
    }

    private List<Map<String, Object>> openDrifts(UUID account) {
        return database.query("""
                select what, expected::bigint as expected, coalesce(found::bigint, -1) as found
                from drift_reports
                where account_id = ? and resolved_at is null
                order by what""", account);
    }

    private String status(UUID account) {
        return asAdmin().get("/v1/accounts/{id}", account).then().extract().path("status");
    }

    private double metric(String name) {
        String metrics = given().get(management.resolve("metrics"))
                .then()
                .statusCode(200)
                .body(containsString(name))
                .extract()
                .asString();
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
