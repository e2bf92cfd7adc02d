package io.ballast.ledger.transfer;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TransferResourceIT extends RunningService {

    private static final int THREADS = 8;
    private static final int TRANSFERS_A_THREAD = 25;

    @Test
    void givenTwoUsers_whenOnePaysTheOther_thenBothSeeItFromTheirEnd() {
        // given
        UUID from = openAccount(user);
        UUID to = openAccount(otherUser);

        // when
        String body = """
                {"fromAccountId": "%s", "toAccountId": "%s", "amount": 25.50, "reference": "dinner"}""".formatted(from, to);
        String id = once(asUser())
                .body(body)
                .post("/v1/transfers")
                .then()
                .statusCode(201)
                .body("type", equalTo("transfer"))
                .body(containsString("\"amount\":-25.50"))
                .body("accountId", equalTo(from.toString()))
                .body("counterpartyAccountId", equalTo(to.toString()))
                .body("entries", hasSize(1))
                .body("entries[0].accountId", equalTo(from.toString()))
                .extract()
                .path("id");

        // then
        assertEquals(new BigDecimal("9974.50"), balance(from));
        assertEquals(new BigDecimal("10025.50"), balance(to));
        asUser(otherUser)
                .get("/transactions/{id}", id)
                .then()
                .statusCode(200)
                .body(containsString("\"amount\":25.50"))
                .body("accountId", equalTo(to.toString()))
                .body("reference", equalTo("dinner"))
                .body("requestedBy", nullValue())
                .body("entries", hasSize(1))
                .body("entries[0].accountId", equalTo(to.toString()));
        asAdmin()
                .get("/transactions/{id}", id)
                .then()
                .statusCode(200)
                .body("requestedBy", equalTo(user))
                .body("entries", hasSize(2));
        assertProblem(asUser("somebody-" + user).get("/transactions/{id}", id).then(), 404, "transaction-not-found");
    }

    @Test
    void givenSomebodyElsesAccount_whenAUserPaysFromIt_thenItIsNotThere() {
        // given
        UUID mine = openAccount(user);
        UUID theirs = openAccount(otherUser);

        // then
        assertProblem(move(transfer(theirs, mine, "1")), 404, "account-not-found");
        assertProblem(move(transfer(mine, UUID.randomUUID(), "1")), 404, "account-not-found");
        assertEquals(new BigDecimal("10000.00"), balance(theirs));
    }

    @Test
    void givenStaff_whenTheyPayFromACompany_thenTheyMay() {
        // given
        UUID company = openCompany("company-" + user);
        UUID account = openAccount(user);
        move(transfer(account, company, "100")).statusCode(201);

        // when
        once(asService())
                .body(transfer(company, account, "40.00"))
                .post("/v1/transfers")
                .then()
                .statusCode(201)
                .body("entries", hasSize(2));

        // then
        assertEquals(new BigDecimal("60.00"), balance(company));
    }

    @Test
    void givenTheSystemAccount_whenAnybodyPaysToOrFromIt_thenItIsNotThere() {
        // given
        UUID account = openAccount(user);
        UUID system =
                (UUID) database.query("select id from accounts where owner_type = 'system' and tenant = ?", TENANT)
                        .getFirst()
                        .get("id");

        // then
        assertProblem(move(transfer(account, system, "1")), 404, "account-not-found");
        assertProblem(
                once(asAdmin())
                        .body(transfer(system, account, "1"))
                        .post("/v1/transfers")
                        .then(),
                404,
                "account-not-found");
    }

    @Test
    void givenOneAccount_whenItPaysItself_thenThatIsRefused() {
        // given
        UUID account = openAccount(user);

        // then
        assertProblem(move(transfer(account, account, "1")), 422, "same-account");
    }

    @Test
    void givenTooLittleMoney_whenItIsMoved_thenTheAnswerTellsWhatIsMissing() {
        // given
        UUID from = openAccount(user);
        UUID to = openAccount(otherUser);

        // then
        assertProblem(move(transfer(from, to, "10000.50")), 422, "insufficient-funds")
                .body(containsString("\"shortfall\":0.50"))
                .body("instance", equalTo("/v1/transfers"));
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .until(() ->
                            events.of(TENANT, user, BalanceInsufficient.class).size() == 1);
        }
    }

    @Test
    void givenFieldsThatBreakRules_whenMoneyIsMoved_thenThatIsSaid() {
        // given
        UUID from = openAccount(user);
        UUID to = openAccount(otherUser);

        // then
        assertProblem(move("{\"amount\": 1}"), 400, "invalid-request").body("violations", hasSize(2));
        assertProblem(move(transfer(from, to, "-1")), 422, "invalid-amount");
        assertProblem(move(transfer(from, to, "0")), 422, "invalid-amount");
        assertProblem(
                move("{\"fromAccountId\": \"x\", \"toAccountId\": \"y\", \"amount\": 1}"), 400, "malformed-request");
    }

    /** Jepsen's bank: whatever moves between accounts, their sum stays, none goes below zero, and no version is missing. */
    @Test
    void givenManyAccounts_whenMoneyMovesBetweenThemAtOnce_thenTheSumStaysAndEventsComeInOrder() throws Exception {
        // given
        List<String> users =
                IntStream.range(0, 4).mapToObj(index -> user + "-" + index).toList();
        List<UUID> accounts = users.stream().map(this::openAccount).toList();
        String token = tokens.token("service-1", "service").sign();

        // when
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (long seed : LongStream.range(0, THREADS).toArray()) {
            tasks.add(() -> moveAtRandom(new Random(seed), accounts, token));
        }
        int accepted = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Integer> moved : threads.invokeAll(tasks)) {
                accepted += moved.get();
            }
        }

        // then
        BigDecimal sum = accounts.stream().map(this::balance).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(new BigDecimal("40000.00"), sum);
        assertTrue(accounts.stream().map(this::balance).allMatch(balance -> balance.signum() >= 0));
        assertEquals(
                accepted,
                database.number(
                        "select count(*) from transactions where type = 'transfer' and account_id = any (?)",
                        (Object) accounts.toArray(UUID[]::new)));
        assertEntriesAreWhole(accounts);
        assertEventsAreWhole(users, accounts);
    }

    private int moveAtRandom(Random random, List<UUID> accounts, String token) {
        int accepted = 0;
        for (int count = 0; count < TRANSFERS_A_THREAD; count++) {
            int from = random.nextInt(accounts.size());
            int to = (from + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
            String amount = BigDecimal.valueOf(random.nextInt(600_000) + 1L, 2).toPlainString();
            int status = once(as(token))
                    .body(transfer(accounts.get(from), accounts.get(to), amount))
                    .post("/v1/transfers")
                    .statusCode();
            assertTrue(status == 201 || status == 422, "status " + status);
            accepted += status == 201 ? 1 : 0;
        }
        return accepted;
    }

    private void assertEntriesAreWhole(List<UUID> accounts) {
        for (UUID account : accounts) {
            assertEquals(List.of(), database.query("""
                            select version from (
                                select version, balance_after, row_number() over (order by version) as position,
                                       sum(amount) over (order by version) as running,
                                       created_at < lag(created_at) over (order by version) as earlier
                                from ledger where account_id = ?) entries
                            where version <> position or balance_after <> running or earlier""", account));
            assertEquals(0, database.number("""
                            select count(*) from balances b where account_id = ?
                            and (balance <> (select sum(amount) from ledger l where l.account_id = b.account_id)
                                or version <> (select count(*) from ledger l where l.account_id = b.account_id))""", account));
        }
        assertEquals(
                List.of(),
                database.query("select transaction_id from ledger group by transaction_id having sum(amount) <> 0"));
    }

    private void assertEventsAreWhole(List<String> users, List<UUID> accounts) {
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            for (int index = 0; index < users.size(); index++) {
                String owner = users.get(index);
                long version =
                        database.number("select version from balances where account_id = ?", accounts.get(index));
                List<Long> expected = LongStream.rangeClosed(1, version).boxed().toList();
                eventually()
                        .untilAsserted(() -> assertEquals(
                                expected,
                                events.of(TENANT, owner, BalanceUpdated.class).stream()
                                        .map(BalanceUpdated::version)
                                        .distinct()
                                        .toList()));
            }
        }
    }

    private ValidatableResponse move(String body) {
        return once(asUser()).body(body).post("/v1/transfers").then();
    }
}
