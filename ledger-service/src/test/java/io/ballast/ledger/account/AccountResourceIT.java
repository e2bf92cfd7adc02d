package io.ballast.ledger.account;

import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.Event;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.ledger.EventsFixture;
import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccountResourceIT extends RunningService {

    @Test
    void givenAUserWithoutAccount_whenTheyOpenOne_thenItHoldsTheOpeningBalance() {
        // when
        String id = once(asUser())
                .body(personal(user))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .contentType(ContentType.JSON)
                .body("ownerType", equalTo("user"))
                .body("ownerId", equalTo(user))
                .body("type", equalTo("personal"))
                .body("asset", equalTo("USD"))
                .body("status", equalTo("active"))
                .body("balance", comparesEqualTo(new BigDecimal("10000.00")))
                .body(containsString("\"balance\":10000.00"))
                .body("version", equalTo(1))
                .body("createdAt", containsString("Z"))
                .extract()
                .path("id");

        // then
        asUser().get("/v1/accounts/{id}", id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body(containsString("\"balance\":10000.00"));
    }

    @Test
    void givenAnOpening_whenItIsAnswered_thenTheLocationLeadsToTheAccount() {
        // when
        String location = once(asUser())
                .body(personal(user))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");

        // then
        asUser().get(location).then().statusCode(200).body("ownerId", equalTo(user));
    }

    @Test
    void givenACompany_whenItsAccountIsOpened_thenItHoldsNothingYet() {
        // when
        UUID id = openCompany("company-" + user);

        // then
        asService()
                .get("/v1/accounts/{id}", id)
                .then()
                .statusCode(200)
                .body(containsString("\"balance\":0.00"))
                .body("version", equalTo(0));
    }

    @Test
    void givenNewAccounts_whenTheyAreOpen_thenTheirOwnersAreTold() {
        // when
        UUID account = openAccount(user);
        UUID company = openCompany("company-" + user);

        // then
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually().until(() -> events.of(TENANT, user).size() == 2);
            BalanceUpdated first = events.of(TENANT, user, BalanceUpdated.class).getFirst();
            assertEquals(account, first.accountId());
            assertEquals(1, first.version());
            assertEquals("account_opening", first.transactionType());
            assertEquals(new BigDecimal("0.00"), first.previousBalance());
            assertEquals(new BigDecimal("10000.00"), first.newBalance());
            eventually().until(() -> events.of(TENANT, "company-" + user).size() == 1);
            BalanceUpdated empty =
                    events.of(TENANT, "company-" + user, BalanceUpdated.class).getFirst();
            assertEquals(company, empty.accountId());
            assertEquals("company", empty.ownerType());
            assertEquals(0, empty.version());
            assertEquals(new BigDecimal("0.00"), empty.newBalance());
        }
        assertEquals(List.of(), systemEvents());
    }

    private List<Event<?>> systemEvents() {
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            return events.of(TENANT, "system");
        }
    }

    @Test
    void givenAnOpenAccount_whenItIsOpenedAgain_thenTheExistingOneIsNamed() {
        // given
        UUID id = openAccount(user);

        // then
        assertProblem(once(asUser()).body(personal(user)).post("/v1/accounts").then(), 409, "account-exists")
                .body("accountId", equalTo(id.toString()))
                .body("instance", equalTo("/v1/accounts"));
        assertEquals(new BigDecimal("10000.00"), balance(id));
    }

    @Test
    void givenAnotherUser_whenAnAccountIsOpenedForThem_thenOnlyStaffMay() {
        assertProblem(
                once(asUser()).body(personal(otherUser)).post("/v1/accounts").then(), 403, "forbidden");
        once(asAdmin()).body(personal(otherUser)).post("/v1/accounts").then().statusCode(201);
    }

    @Test
    void givenAUser_whenTheyOpenACompanysAccount_thenTheyMayNot() {
        // given
        String body = """
                {"ownerType": "company", "ownerId": "%s", "type": "company"}""".formatted(user);

        // then
        assertProblem(once(asUser()).body(body).post("/v1/accounts").then(), 403, "forbidden");
    }

    @Test
    void givenAnAccountTypeThatDoesNotFitTheOwner_whenItIsOpened_thenThatIsRefused() {
        // given
        String body = """
                {"ownerType": "user", "ownerId": "%s", "type": "company"}""".formatted(user);

        // then
        assertProblem(once(asAdmin()).body(body).post("/v1/accounts").then(), 422, "unsupported-account");
    }

    @Test
    void givenAnAssetThatIsNotThere_whenAnAccountIsOpened_thenTheFieldIsNamed() {
        // given
        String body = """
                {"ownerType": "user", "ownerId": "%s", "type": "personal", "asset": "XXX"}""".formatted(user);

        // then
        assertProblem(once(asUser()).body(body).post("/v1/accounts").then(), 422, "unknown-asset")
                .body("violations.field", contains("asset"));
    }

    @Test
    void givenFieldsThatBreakRules_whenAnAccountIsOpened_thenAllAreListed() {
        // given
        String body = """
                {"ownerType": "robot", "ownerId": "a\\u0000b"}""";

        // then
        assertProblem(once(asAdmin()).body(body).post("/v1/accounts").then(), 400, "invalid-request")
                .body("violations", hasSize(3))
                .body("violations.field", hasItems("ownerType", "ownerId", "type"));
    }

    @Test
    void givenSomebodyElsesAccount_whenItIsRead_thenItIsNotThere() {
        // given
        UUID id = openAccount(otherUser);

        // then
        assertProblem(asUser().get("/v1/accounts/{id}", id).then(), 404, "account-not-found");
        assertProblem(asUser().get("/v1/accounts/{id}/balance", id).then(), 404, "account-not-found");
        assertProblem(asUser().get("/v1/accounts/{id}", UUID.randomUUID()).then(), 404, "account-not-found");
        asService().get("/v1/accounts/{id}", id).then().statusCode(200);
    }

    @Test
    void givenAccounts_whenAUserListsTheirs_thenTheySeeNobodyElses() {
        // given
        UUID mine = openAccount(user);
        openAccount(otherUser);

        // then
        asUser().get("/v1/accounts").then().statusCode(200).body("items.id", equalTo(List.of(mine.toString())));
        asUser().get("/v1/accounts?ownerId={id}", otherUser)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        asAdmin()
                .get("/v1/accounts?ownerId={id}", user)
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(mine.toString())));
    }

    @Test
    void givenABalance_whenItIsReadAgain_thenTheETagSavesTheBody() {
        // given
        UUID id = openAccount(user);
        String etag = asUser().get("/v1/accounts/{id}/balance", id)
                .then()
                .statusCode(200)
                .body("accountId", equalTo(id.toString()))
                .body("asset", equalTo("USD"))
                .body(containsString("\"balance\":10000.00"))
                .body("version", equalTo(1))
                .body("asOf", containsString("Z"))
                .header("ETag", "\"1\"")
                .extract()
                .header("ETag");

        // then
        asUser().header("If-None-Match", etag)
                .get("/v1/accounts/{id}/balance", id)
                .then()
                .statusCode(304)
                .header("ETag", etag);

        // when
        pay(user, "-0.01").statusCode(201);

        // then
        asUser().header("If-None-Match", etag)
                .get("/v1/accounts/{id}/balance", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body(containsString("\"balance\":9999.99"));
    }

    @Test
    void givenAnIdThatIsNone_whenItIsRead_thenThereIsNothing() {
        assertProblem(asUser().get("/v1/accounts/none").then(), 404, "not-found")
                .body("detail", nullValue());
    }
}
