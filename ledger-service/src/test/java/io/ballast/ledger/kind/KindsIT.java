package io.ballast.ledger.kind;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class KindsIT extends RunningService {

    private static final String STOCK = """
            {"symbol": "BLST", "quantity": 1.5, "price": 40.00}""";

    @Test
    void givenStock_whenAUserBuysAndStaffSells_thenTheDigitsOfTheTradeAreKept() {
        // given
        UUID account = openAccount(user);
        UUID company = openCompany("company-" + user);

        // when
        ask(asUser(), """
                {"type": "stock_purchase", "amount": -60.00, "counterpartyAccountId": "%s", "metadata": %s}""", company, STOCK)
                .statusCode(201)
                .body("accountId", equalTo(account.toString()))
                .body("counterpartyAccountId", equalTo(company.toString()))
                .body(containsString("\"price\":40.00"));
        String sale = ask(asService(), """
                {"type": "stock_sale", "amount": 60, "accountId": "%s", "counterpartyAccountId": "%s", "metadata": %s}""", account, company, STOCK)
                .statusCode(201)
                .body("amount", equalTo(new BigDecimal("60.00")))
                .body("accountId", equalTo(account.toString()))
                .extract()
                .header("Location");

        // then
        asUser().get(sale)
                .then()
                .body("metadata.symbol", equalTo("BLST"))
                .body(containsString("\"quantity\":1.5"))
                .body(containsString("\"price\":40.00"));
        assertEquals(new BigDecimal("10000.00"), balance(account));
        assertEquals(new BigDecimal("0.00"), balance(company));
    }

    @Test
    void givenEveryKind_whenItIsDone_thenBothOwnersAreToldOfIt() {
        // given
        UUID account = openAccount(user);
        String companyId = "company-" + user;
        UUID company = openCompany(companyId);

        // when
        List<String> bodies = List.of(
                body("payment", "-1", account, company, "{}"),
                body("transfer", "-2", account, company, "{}"),
                body("donation", "-3", account, company, "{\"purpose\": \"trees\"}"),
                body("reward_purchase", "-4", account, company, "{\"reward\": \"mug\"}"),
                body("stock_purchase", "-60", account, company, STOCK),
                body("stock_sale", "60", account, company, STOCK),
                body("mission_reward", "5", account, company, "{\"mission\": \"first steps\"}"));
        bodies.forEach(body ->
                once(asService()).body(body).post("/transactions").then().statusCode(201));

        // then
        List<String> kinds = List.of(
                "payment", "transfer", "donation", "reward_purchase", "stock_purchase", "stock_sale", "mission_reward");
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually().until(() -> kindsTold(events, companyId).equals(kinds));
            eventually().until(() -> kindsTold(events, user).size() == 1 + kinds.size());
            assertEquals(kinds, kindsTold(events, user).subList(1, 1 + kinds.size()));
            assertEquals(
                    balance(company),
                    events.of(TENANT, companyId, BalanceUpdated.class).getLast().newBalance());
        }
        assertEquals(new BigDecimal("9995.00"), balance(account));
    }

    @Test
    void givenKindsForStaff_whenAUserAsks_thenTheyMayNot() {
        // given
        UUID account = openAccount(user);

        // then
        assertProblem(ask(asUser(), """
                {"type": "mission_reward", "amount": 5, "accountId": "%s", "metadata": {"mission": "m"}}""", account), 403, "forbidden");
        assertProblem(ask(as(tokens.token(user, "user", "admin").sign()), """
                {"type": "mission_reward", "amount": 5, "accountId": "%s", "metadata": {"mission": "m"}}""", account), 403, "own-account");
        assertEquals(new BigDecimal("10000.00"), balance(account));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "donation        | -5  | ''                  | {\"purpose\": \"a\"} | 400 | invalid-request          | counterpartyAccountId",
                "donation        | -5  | company             | {}                   | 400 | invalid-request          | metadata.purpose",
                "donation        | 5   | company             | {\"purpose\": \"a\"} | 422 | invalid-amount           | amount",
                "donation        | -5  | user                | {\"purpose\": \"a\"} | 422 | counterparty-unsupported | counterpartyAccountId",
                "payment         | -5  | company             | {\"x\": [[1]]}       | 400 | invalid-request          | metadata",
                "stock_purchase  | -61 | company             | STOCK                | 422 | invalid-amount           | amount",
                "stock_purchase  | -60 | user                | STOCK                | 422 | counterparty-unsupported | counterpartyAccountId",
                "topup           | 5   | ''                  | {}                   | 400 | invalid-request          | type"
            })
    void givenWhatItsKindDoesNotAllow_whenItIsAskedFor_thenTheFieldIsNamedAndNothingMoves(
            String kind, String amount, String counterparty, String metadata, int status, String code, String field) {
        // given
        UUID account = openAccount(user);
        UUID other = switch (counterparty) {
            case "company" -> openCompany("company-" + user);
            case "user" -> openAccount(otherUser);
            default -> null;
        };

        // when
        ValidatableResponse response = once(asUser())
                .body(body(kind, amount, account, other, metadata.equals("STOCK") ? STOCK : metadata))
                .post("/transactions")
                .then();

        // then
        assertProblem(response, status, code).body("violations.field", contains(field));
        assertEquals(new BigDecimal("10000.00"), balance(account));
    }

    @Test
    void givenAccountsOfOthers_whenAUserNamesThem_thenTheyAreNotThere() {
        // given
        openAccount(user);
        UUID other = openAccount(otherUser);
        UUID system = (UUID) database.query("select id from accounts where type = 'system' and tenant = ?", TENANT)
                .getFirst()
                .get("id");

        // then
        assertProblem(ask(asUser(), """
                {"type": "payment", "amount": -5, "accountId": "%s"}""", other), 404, "account-not-found");
        assertProblem(ask(asUser(), """
                {"type": "transfer", "amount": -5, "counterpartyAccountId": "%s"}""", system), 404, "account-not-found");
        assertProblem(ask(asUser(), """
                {"type": "transfer", "amount": -5, "counterpartyAccountId": "%s"}""", UUID.randomUUID()), 404, "account-not-found");
    }

    @Test
    void givenOneKey_whenTheMetadataIsAnother_thenTheKeyIsTaken() {
        // given
        openAccount(user);
        String key = UUID.randomUUID().toString();
        String template = "{\"type\": \"reward_purchase\", \"amount\": -5, \"metadata\": {\"reward\": \"%s\"}}";

        // then
        RequestSpecification first = asUser().header("Idempotency-Key", key).body(template.formatted("mug"));
        first.post("/transactions").then().statusCode(201);
        RequestSpecification second = asUser().header("Idempotency-Key", key).body(template.formatted("cup"));
        assertProblem(second.post("/transactions").then(), 422, "idempotency-key-reused");
    }

    private static List<String> kindsTold(EventsFixture events, String owner) {
        return events.of(TENANT, owner, TransactionCompleted.class).stream()
                .map(TransactionCompleted::transactionType)
                .toList();
    }

    private static ValidatableResponse ask(RequestSpecification request, String body, Object... values) {
        return once(request).body(body.formatted(values)).post("/transactions").then();
    }

    private static String body(String kind, String amount, UUID account, UUID counterparty, String metadata) {
        return """
                {"type": "%s", "amount": %s, "accountId": "%s", "counterpartyAccountId": %s, "metadata": %s}""".formatted(kind, amount, account, counterparty == null ? null : "\"" + counterparty + "\"", metadata);
    }
}
