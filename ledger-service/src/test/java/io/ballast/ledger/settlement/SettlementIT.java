package io.ballast.ledger.settlement;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Thousands of purchases become two entries a company, all of them or none. */
@QuarkusTest
class SettlementIT extends RunningService {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int COMPANIES = 10;
    private static final int PURCHASES = 5_000;

    /** What a settlement that is refused before it is posted may not touch. */
    private static final List<String> TABLES = List.of("accounts", "balances", "transactions", "ledger", "idempotency");

    @Inject
    SettlementSimulation simulation;

    private final String tenant = "settlement-" + UUID.randomUUID();

    @Test
    void givenThousandsOfPurchases_whenTheyAreSettled_thenEachCompanyHasTwoEntriesAndItsEvents() {
        // given
        Map<String, UUID> companies = companies(COMPANIES);
        String body = body(purchases(companies.keySet().stream().sorted().toList(), PURCHASES));

        // when
        Response settled = once(asStaff()).body(body).post("/v1/settlements");

        // then
        settled.then()
                .statusCode(201)
                .body("purchases", equalTo(PURCHASES))
                .body("entries", equalTo(2 * COMPANIES))
                .body(containsString("\"purchasesPerEntry\":250.00"))
                .body(containsString("\"amount\":15000.00"))
                .body("companies", hasSize(COMPANIES))
                .body("companies.purchases", everyItem(equalTo(PURCHASES / COMPANIES)))
                .body("companies.entries.collect { it.size() }", everyItem(equalTo(2)));
        assertEquals(2 * COMPANIES, database.number("select count(*) from ledger where tenant = ?", tenant));
        assertEquals(COMPANIES, settlementsInTheDatabase());
        assertEquals(
                0,
                database.number("select sum(amount)::bigint from ledger where tenant = ?", tenant),
                "entries sum to zero");
        companies.values().forEach(account -> assertEquals(new BigDecimal("1500.00"), balanceOf(account)));
        asStaff().get(settled.header("Location")).then().statusCode(200).body(equalTo(settled.asString()));
        Map<String, Object> metadata = asStaff()
                .get("/transactions/" + settled.path("companies[0].transactionId"))
                .jsonPath()
                .getMap("metadata");
        assertEquals(settled.path("id"), metadata.get("settlementId"));
        assertEquals(PURCHASES / COMPANIES, metadata.get("purchases"));
        assertEvents(companies);
    }

    @Test
    void givenOneBadPurchaseAmongThousands_whenTheyAreSettled_thenNothingChanges() {
        // given
        List<String> ids = companies(3).keySet().stream().sorted().toList();
        List<String> bad = List.of(
                purchase("nobody-" + user, "1.00"),
                purchase(ids.getFirst(), "-1.00"),
                purchase(ids.getFirst(), "1.001"),
                purchase(ids.getFirst(), "99999999999999"),
                "{\"companyId\": \"" + ids.getFirst() + "\"}",
                "null");
        Map<String, List<Map<String, Object>>> before = tables();

        for (String one : bad) {
            // when
            List<String> purchases = new ArrayList<>(purchases(ids, 2_000));
            purchases.set(1234, one);

            // then
            assertProblem(
                            once(asStaff())
                                    .body(body(purchases))
                                    .post("/v1/settlements")
                                    .then(),
                            422,
                            "settlement-refused")
                    .body("index", equalTo(1234))
                    .body("refused", hasSize(1))
                    .body("refused[0].index", equalTo(1234));
            assertEquals(before, tables(), one);
        }
    }

    @Test
    void givenACompanyThatMayNotBePaid_whenPurchasesAreSettled_thenItsFirstPurchaseIsNamedAndNothingMoves() {
        // given
        Map<String, UUID> companies = companies(3);
        List<String> ids = companies.keySet().stream().sorted().toList();
        assertEquals(
                1, database.update("update accounts set status = 'frozen' where id = ?", companies.get(ids.getLast())));
        String body = body(purchases(ids, 30));
        String key = UUID.randomUUID().toString();

        // when
        Response refused = asStaff().header("Idempotency-Key", key).body(body).post("/v1/settlements");

        // then
        assertProblem(refused.then(), 422, "settlement-refused")
                .body("index", equalTo(2))
                .body("refused", hasSize(1))
                .body("refused[0].code", equalTo("account-frozen"));
        assertEquals(0, database.number("select count(*) from ledger where tenant = ?", tenant));
        assertEquals(0, settlementsInTheDatabase());
        assertEquals(
                refused.asString(),
                asStaff()
                        .header("Idempotency-Key", key)
                        .body(body)
                        .post("/v1/settlements")
                        .asString());
    }

    @Test
    void givenAKey_whenTheSettlementIsSentAgain_thenItIsAnsweredTheSameAndDoneOnce() {
        // given
        Map<String, UUID> companies = companies(2);
        List<String> ids = companies.keySet().stream().sorted().toList();
        String key = UUID.randomUUID().toString();
        String body = body(purchases(ids, 10));

        // when
        Response first = asStaff().header("Idempotency-Key", key).body(body).post("/v1/settlements");
        Response again = asStaff().header("Idempotency-Key", key).body(body).post("/v1/settlements");

        // then
        assertEquals(201, first.statusCode());
        assertEquals(first.asString(), again.asString());
        assertEquals(4, database.number("select count(*) from ledger where tenant = ?", tenant));
        assertProblem(
                asStaff()
                        .header("Idempotency-Key", key)
                        .body(body(purchases(ids, 11)))
                        .post("/v1/settlements")
                        .then(),
                422,
                "idempotency-key-reused");
    }

    @Test
    void givenOtherRequests_whenSettlementsAreAskedFor_thenTheyAreRefusedByName() {
        String body = body(List.of(purchase("nobody", "1")));

        assertProblem(settle(asTenant("user"), body), 403, "forbidden");
        assertProblem(asStaff().body(body).post("/v1/settlements").then(), 400, "idempotency-key-missing");
        assertProblem(settle(asStaff(), body(List.of())), 400, "invalid-request");
        assertProblem(settle(asStaff(), "{}"), 400, "invalid-request");
        assertProblem(
                settle(asStaff(), "{\"asset\": \"XXX\", \"purchases\": [" + purchase("nobody", "1") + "]}"),
                422,
                "unknown-asset");
        String tooMany = body(purchases(List.of("nobody"), SettlementRequest.MAX_PURCHASES + 1));
        assertProblem(settle(asStaff(), tooMany), 400, "invalid-request");
        assertProblem(asStaff().get("/v1/settlements/{id}", UUID.randomUUID()).then(), 404, "settlement-not-found");
        assertProblem(
                asTenant("user").get("/v1/settlements/{id}", UUID.randomUUID()).then(), 403, "forbidden");
    }

    @Test
    void givenCompanies_whenATurnOfTheSimulationIsTakenTwice_thenItIsSettledOnce() {
        // given
        Map<String, UUID> companies = companies(2);

        // when
        simulation.simulate(tenant, 42).await().atMost(BOUND);
        simulation.simulate(tenant, 42).await().atMost(BOUND);

        // then
        assertEquals(2L * companies.size(), database.number("select count(*) from ledger where tenant = ?", tenant));
        assertEquals(
                1000,
                database.number(
                        "select sum((metadata ->> 'purchases')::bigint)::bigint from transactions where tenant = ?",
                        tenant));
    }

    private void assertEvents(Map<String, UUID> companies) {
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            for (String company : companies.keySet()) {
                eventually()
                        .until(() -> events.of(tenant, company, TransactionCompleted.class)
                                        .size()
                                == 1);
                BalanceUpdated last =
                        events.of(tenant, company, BalanceUpdated.class).getLast();
                assertEquals("marketplace_settlement", last.transactionType());
                assertEquals(new BigDecimal("1500.00"), last.newBalance());
            }
        }
    }

    private long settlementsInTheDatabase() {
        return database.number(
                "select count(*) from transactions where tenant = ? and type = 'marketplace_settlement'", tenant);
    }

    private RequestSpecification asStaff() {
        return asTenant("service");
    }

    private RequestSpecification asTenant(String role) {
        return as(tokens.token(role + "-1", role).tenant(tenant).sign());
    }

    private static ValidatableResponse settle(RequestSpecification request, String body) {
        return once(request).body(body).post("/v1/settlements").then();
    }

    private BigDecimal balanceOf(UUID account) {
        return asStaff().get("/v1/accounts/{id}/balance", account).path("balance");
    }

    /** Companies of this test's tenant, with the ids of their accounts. */
    private Map<String, UUID> companies(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> "company-" + index + "-" + user)
                .collect(Collectors.toMap(company -> company, this::open));
    }

    private UUID open(String company) {
        String body = """
                {"ownerType": "company", "ownerId": "%s", "type": "company"}""".formatted(company);
        return UUID.fromString(once(asStaff())
                .body(body)
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    /** Purchases of 3.00 each, of the companies in turn. */
    private static List<String> purchases(List<String> companies, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> """
                        {"companyId": "%s", "product": "p-%d", "quantity": 2, "price": 1.50, "buyer": "b-%d"}""".formatted(companies.get(index % companies.size()), index % 7, index % 11))
                .toList();
    }

    private static String purchase(String company, String amount) {
        return "{\"companyId\": \"" + company + "\", \"product\": \"bread\", \"amount\": " + amount + "}";
    }

    private static String body(List<String> purchases) {
        return "{\"purchases\": [" + String.join(",", purchases) + "]}";
    }

    private Map<String, List<Map<String, Object>>> tables() {
        return TABLES.stream()
                .collect(Collectors.toMap(
                        table -> table,
                        table -> database.query(
                                "select t::text as row from " + table + " t where tenant = ? order by 1", tenant)));
    }
}
