package io.ballast.ledger.listing;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ListingIT extends RunningService {

    @Test
    void givenTransactions_whenAUserListsThem_thenTheirOwnAreThereNewestFirstWithWhatTheyLeft() {
        // given
        UUID account = openAccount(user);
        UUID other = openAccount(otherUser);
        pay(user, "-1.00").statusCode(201);
        UUID topUp = askTopUp(user, "5.00");
        once(asUser(otherUser))
                .body(transfer(other, account, "2.00"))
                .post("/v1/transfers")
                .then()
                .statusCode(201);
        pay(otherUser, "-1.00").statusCode(201);

        // then
        list(asUser(), Map.of())
                .statusCode(200)
                .body("items.type", contains("transfer", "topup", "payment", "account_opening"))
                .body("items[0].amount", equalTo(new BigDecimal("2.00")))
                .body("items[0].entries[0].balanceAfter", equalTo(new BigDecimal("10001.00")))
                .body("items[0].entries[0].version", equalTo(3))
                .body("items[1].id", equalTo(topUp.toString()))
                .body("items[1].entries", hasSize(0))
                .body("next", nullValue());
        list(asUser(), Map.of("accountId", account)).body("items", hasSize(4));
        list(asAdmin(), Map.of("accountId", account))
                .body("items.type", contains("transfer", "topup", "payment", "account_opening"));
    }

    @Test
    void givenManyTransactions_whenPagesAreReadOneByOne_thenEachIsThereOnceWhileMoreCome() {
        // given
        openAccount(user);
        for (int i = 0; i < 11; i++) {
            if (i % 3 == 0) {
                askTopUp(user, "1.00");
            }
            pay(user, "-1.00").statusCode(201);
        }
        List<String> all = ids(list(asUser(), Map.of("limit", 200)));

        // when
        List<String> paged = new ArrayList<>();
        String cursor = null;
        do {
            ValidatableResponse page = list(
                            asUser(), cursor == null ? Map.of("limit", 3) : Map.of("limit", 3, "cursor", cursor))
                    .statusCode(200);
            paged.addAll(ids(page));
            cursor = page.extract().path("next");
            pay(user, "-1.00").statusCode(201);
        } while (cursor != null);

        // then
        assertEquals(16, all.size());
        assertEquals(all, paged);
    }

    @Test
    void givenFilters_whenStaffLists_thenOnlyWhatFitsIsThere() {
        // given
        UUID account = openAccount(user);
        String reference = "ref " + user;
        once(asUser())
                .body("{\"type\": \"payment\", \"amount\": -1, \"reference\": \"" + reference + "\"}")
                .post("/transactions")
                .then()
                .statusCode(201);
        UUID rejected = askTopUp(user, "5.00");
        UUID approved = askTopUp(user, "6.00");
        UUID pending = askTopUp(user, "7.00");
        decide(asAdmin(), rejected, "failed").statusCode(200);
        decide(asAdmin(), approved, "success").statusCode(200);

        // then
        list(asAdmin(), Map.of("reference", reference))
                .body("items.accountId", contains(account.toString()))
                .body("items[0].entries", nullValue());
        list(asUser(), Map.of("reference", reference)).body("items", hasSize(1));
        list(asUser(otherUser), Map.of("reference", reference)).body("items", hasSize(0));
        openAccount(otherUser);
        list(asUser(otherUser), Map.of("reference", reference)).body("items", hasSize(0));
        list(asAdmin(), Map.of("status", "pending"))
                .body("items.status", everyItem(equalTo("pending")))
                .body("items[0].id", equalTo(pending.toString()));
        list(asAdmin(), Map.of("status", "failed"))
                .body("items.status", everyItem(equalTo("failed")))
                .body("items.id", hasItem(rejected.toString()));
        list(asAdmin(), Map.of("type", "topup", "status", "success"))
                .body("items.id", hasItem(approved.toString()))
                .body("items.id", not(hasItem(pending.toString())));
        list(asAdmin(), Map.of("type", "payment")).body("items.type", everyItem(equalTo("payment")));
        list(asUser(), Map.of("type", "topup")).body("items", hasSize(3));
        list(asUser(), Map.of("type", "topup", "status", "failed")).body("items.id", contains(rejected.toString()));
        list(asUser(), Map.of("status", "success")).body("items.type", contains("topup", "payment", "account_opening"));
    }

    @Test
    void givenTimes_whenTransactionsAreListed_thenFromIsWithinAndToIsNot() {
        // given
        UUID account = openAccount(user);
        String first = pay(user, "-1.00").extract().path("createdAt");
        String second = pay(user, "-2.00").extract().path("createdAt");

        // then
        for (Map<String, Object> of : List.<Map<String, Object>>of(Map.of(), Map.of("accountId", account))) {
            list(asUser(), with(of, Map.of("from", first, "to", second))).body("items", hasSize(1));
            list(asUser(), with(of, Map.of("from", second))).body("items", hasSize(1));
            list(asUser(), with(of, Map.of("to", first))).body("items.type", contains("account_opening"));
        }
        list(asAdmin(), Map.of("from", first, "to", second, "type", "payment"))
                .body("items.createdAt", hasItem(first))
                .body("items.createdAt", not(hasItem(second)));
    }

    @Test
    void givenAllOfATenant_whenStaffPagesThroughThem_thenEachIsThereOnceInTheOrderOfIds() {
        // given
        openAccount(user);
        for (int i = 0; i < 5; i++) {
            pay(user, "-1.00").statusCode(201);
        }
        long known = database.number("select count(*) from transactions where tenant = ?", TENANT);

        // when
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            ValidatableResponse page =
                    list(asAdmin(), cursor == null ? Map.of("limit", 200) : Map.of("limit", 200, "cursor", cursor));
            ids.addAll(ids(page));
            cursor = page.extract().path("next");
        } while (cursor != null);

        // then
        assertTrue(ids.size() >= known);
        assertEquals(ids.size(), new HashSet<>(ids).size());
        assertEquals(ids.stream().sorted(Comparator.reverseOrder()).toList(), ids);
    }

    @Test
    void givenOthersAccounts_whenAUserListsThem_thenTheyAreNotThere() {
        // given
        UUID account = openAccount(user);

        // then
        assertProblem(list(asUser(otherUser), Map.of("accountId", account)), 404, "account-not-found");
        assertProblem(list(asAdmin(), Map.of("accountId", UUID.randomUUID())), 404, "account-not-found");
        assertNull(list(asUser(otherUser), Map.of())
                .body("items", hasSize(0))
                .extract()
                .path("next"));
        RequestSpecification foreign =
                as(tokens.token("admin-1", "admin").tenant("acme").sign());
        assertProblem(list(foreign, Map.of("accountId", account)), 404, "account-not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "accountId, x",
        "type, gift",
        "status, done",
        "from, now",
        "to, '2026-01-01'",
        "limit, 0",
        "cursor, '''; select 1'"
    })
    void givenAParameterThatCanNotBeUsed_whenTransactionsAreListed_thenItIsNamed(String name, String value) {
        assertProblem(list(asUser(), Map.of(name, value)), 400, "invalid-request")
                .body("violations.field", contains(name));
    }

    private static ValidatableResponse list(RequestSpecification request, Map<String, ?> parameters) {
        return request.queryParams(parameters).get("/v1/transactions").then();
    }

    private static List<String> ids(ValidatableResponse page) {
        return page.statusCode(200).extract().path("items.id");
    }

    private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
