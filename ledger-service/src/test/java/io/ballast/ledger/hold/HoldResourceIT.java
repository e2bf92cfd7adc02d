package io.ballast.ledger.hold;

import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.infrastructure.testkit.ServiceDatabase.SqlFailed;
import io.ballast.ledger.EventsFixture;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HoldResourceIT extends HoldingService {

    @Test
    void givenAnAccount_whenMoneyIsHeldBack_thenItIsStillThereButNotAvailable() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);

        // when
        String location = hold(asUser(), account, "120.00", to(payee) + ", \"reference\": \"room 7\"")
                .statusCode(201)
                .body("status", equalTo("open"))
                .body("type", equalTo("payment"))
                .body("accountId", equalTo(account.toString()))
                .body("toAccountId", equalTo(payee.toString()))
                .body("asset", equalTo("USD"))
                .body(containsString("\"amount\":120.00"))
                .body(containsString("\"captured\":0.00"))
                .body(containsString("\"remaining\":120.00"))
                .body("requestedBy", nullValue())
                .body("closedAt", nullValue())
                .extract()
                .header("Location");

        // then
        asUser().get("/v1/accounts/{id}/balance", account)
                .then()
                .statusCode(200)
                .body(containsString("\"balance\":10000.00,\"held\":120.00,\"available\":9880.00,\"version\":1"));
        asUser().get("/v1/accounts/{id}", account)
                .then()
                .body(containsString("\"balance\":10000.00,\"held\":120.00,\"available\":9880.00,"));
        asUser().get(location).then().statusCode(200).body("reference", equalTo("room 7"));
        asUser(otherUser).get(location).then().statusCode(200).body("requestedBy", nullValue());
        asAdmin().get(location).then().statusCode(200).body("requestedBy", equalTo(user));
        assertTotals();
    }

    @Test
    void givenABalanceThatIsKnown_whenOnlyWhatIsHeldChanges_thenItsTagIsAnother() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        assertEquals("\"1\"", tag(account));

        // when
        UUID hold = held(account, payee, "120");

        // then
        assertEquals("\"1.1\"", tag(account));
        asUser().header("If-None-Match", "\"1\"")
                .get("/v1/accounts/{id}/balance", account)
                .then()
                .statusCode(200);
        asUser().header("If-None-Match", "\"1.1\"")
                .get("/v1/accounts/{id}/balance", account)
                .then()
                .statusCode(304);
        capture(asUser(otherUser), hold, amount("20")).statusCode(201);
        assertEquals("\"2.1\"", tag(account));
        takeBack(asUser(), hold).statusCode(200);
        assertEquals("\"2.2\"", tag(account));
        assertEquals("\"2\"", tag(payee));
    }

    @Test
    void givenAHold_whenItIsPlacedCapturedAndVoided_thenItsOwnerIsToldWhatCanBeSpentEachTime() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);

        // when
        UUID hold = held(account, payee, "120");
        capture(asUser(otherUser), hold, amount("20")).statusCode(201);
        takeBack(asUser(), hold).statusCode(200);
        takeBack(asUser(), hold).statusCode(409);
        hold(asUser(), account, "999999", to(payee)).statusCode(422);

        // then
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .until(() ->
                            events.of(TENANT, user, BalanceInsufficient.class).size() == 1);
            assertEquals(
                    List.of(
                            "placed 1.1 120.00 of 10000.00, 9880.00 left, 120.00 more",
                            "captured 2.1 100.00 of 9980.00, 9880.00 left, -20.00 more",
                            "voided 2.2 0.00 of 9980.00, 9980.00 left, -100.00 more"),
                    events.of(TENANT, user, BalanceHeld.class).stream()
                            .peek(told -> assertEquals(hold, told.holdId()))
                            .map(HoldResourceIT::told)
                            .toList());
            assertEquals(List.of(), events.of(TENANT, otherUser, BalanceHeld.class));
        }
    }

    @Test
    void givenAHold_whenItIsCapturedInParts_thenEachIsATransactionAndTheLastSetsTheRestFree() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        UUID hold = held(account, payee, "100.00");

        // when
        String location = capture(asUser(otherUser), hold, amount("30.00"))
                .statusCode(201)
                .body("hold.status", equalTo("open"))
                .body(containsString("\"captured\":30.00,\"released\":0.00,\"remaining\":70.00"))
                .body("transaction.type", equalTo("payment"))
                .body("transaction.amount", comparesEqualTo(new BigDecimal("30.00")))
                .body("transaction.entries", hasSize(1))
                .extract()
                .header("Location");
        capture(asService(), hold, "{\"amount\": \"20.00\", \"final\": true}")
                .statusCode(201)
                .body("hold.status", equalTo("captured"))
                .body(containsString("\"captured\":50.00,\"released\":50.00,\"remaining\":0.00"))
                .body("hold.closedAt", containsString("Z"))
                .body("transaction.requestedBy", equalTo(user))
                .body("transaction.processedBy", equalTo("service-1"))
                .body("transaction.entries", hasSize(2));

        // then
        assertEquals(new BigDecimal("9950.00"), balance(account));
        assertEquals(new BigDecimal("10050.00"), balance(payee));
        assertEquals(new BigDecimal("0.00"), heldBack(account));
        assertProblem(capture(asUser(otherUser), hold, "{}"), 409, "hold-captured");
        assertProblem(takeBack(asUser(), hold), 409, "hold-captured");
        asUser().get(location).then().statusCode(200).body("amount", comparesEqualTo(new BigDecimal("-30.00")));
        assertEquals(2, database.number("select count(*) from transactions where hold_id = ?", hold));
        assertTotals();
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .untilAsserted(() -> assertEquals(
                            List.of(new BigDecimal("10000.00"), new BigDecimal("9970.00"), new BigDecimal("9950.00")),
                            events.of(TENANT, user, BalanceUpdated.class).stream()
                                    .map(BalanceUpdated::newBalance)
                                    .toList()));
        }
        eventually()
                .until(() -> redis.command("GET", "balance:user:" + otherUser).equals("10050.00"));
    }

    @Test
    void givenAHoldOfEverything_whenItIsCapturedWithoutAnAmount_thenAllOfItMoves() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        UUID hold = held(account, payee, "10000.00");

        // when
        capture(asUser(otherUser), hold, "{}").statusCode(201).body("hold.status", equalTo("captured"));

        // then
        assertEquals(new BigDecimal("0.00"), balance(account));
        assertEquals(new BigDecimal("20000.00"), balance(payee));
        assertTotals();
    }

    @Test
    void givenAHold_whenItIsVoided_thenTheRestIsAvailableAgainAndItEndsOnce() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        UUID hold = held(account, payee, "100.00");
        capture(asUser(otherUser), hold, amount("30")).statusCode(201);

        // when
        takeBack(asUser(), hold)
                .statusCode(200)
                .body("status", equalTo("voided"))
                .body(containsString("\"captured\":30.00,\"released\":70.00,\"remaining\":0.00"));

        // then
        assertEquals(new BigDecimal("9970.00"), balance(account));
        assertEquals(new BigDecimal("0.00"), heldBack(account));
        assertProblem(takeBack(asUser(), hold), 409, "hold-voided");
        assertProblem(capture(asService(), hold, amount("1")), 409, "hold-voided");
        assertTotals();
    }

    @Test
    void givenAHold_whenMoreThanRemainsIsCaptured_thenThatIsRefusedWithWhatRemains() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        UUID hold = held(account, payee, "100.00");

        // then
        assertProblem(capture(asUser(otherUser), hold, amount("100.01")), 422, "capture-exceeds-hold")
                .body(containsString("\"requiredAmount\":100.01"))
                .body(containsString("\"remaining\":100.00"))
                .body("instance", equalTo("/v1/holds/" + hold + "/capture"));
        assertEquals(new BigDecimal("100.00"), heldBack(account));
        assertEquals(new BigDecimal("10000.00"), balance(payee));
    }

    @Test
    void givenHeldMoney_whenItWouldBeSpentOrHeldOnceMore_thenTheShortfallIsTold() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        held(account, payee, "9900.00");

        // then
        assertProblem(pay(user, "-120.00"), 422, "insufficient-funds")
                .body(containsString("\"requiredAmount\":120.00"))
                .body(containsString("\"currentBalance\":100.00"))
                .body(containsString("\"shortfall\":20.00"));
        assertProblem(
                        once(asUser())
                                .body(transfer(account, payee, "100.01"))
                                .post("/v1/transfers")
                                .then(),
                        422,
                        "insufficient-funds")
                .body(containsString("\"shortfall\":0.01"));
        assertProblem(hold(asUser(), account, "150", to(payee)), 422, "insufficient-funds")
                .body(containsString("\"currentBalance\":100.00"))
                .body(containsString("\"shortfall\":50.00"));
        pay(user, "-100.00").statusCode(201);
        assertTotals();
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .untilAsserted(() -> assertEquals(
                            List.of(new BigDecimal("20.00"), new BigDecimal("0.01"), new BigDecimal("50.00")),
                            events.of(TENANT, user, BalanceInsufficient.class).stream()
                                    .map(BalanceInsufficient::shortfall)
                                    .toList()));
        }
    }

    @Test
    void givenAHoldForNobody_whenItIsCaptured_thenTheSystemIsPaidAndOnlyStaffMayDoIt() {
        // given
        UUID account = openAccount(user);
        UUID hold = UUID.fromString(
                hold(asUser(), account, "10", "").statusCode(201).extract().path("id"));

        // then
        assertProblem(capture(asUser(), hold, "{}"), 403, "forbidden");
        capture(asService(), hold, "{}").statusCode(201);
        assertEquals(new BigDecimal("9990.00"), balance(account));
    }

    @Test
    void givenAHoldOfAnotherType_whenItIsCaptured_thenTheTransactionIsOfThatType() {
        // given
        UUID account = openAccount(user);
        UUID company = openCompany("company-" + user);
        UUID hold = UUID.fromString(
                hold(asUser(), account, "10", to(company) + ", \"type\": \"donation\", \"expiresIn\": 60")
                        .statusCode(201)
                        .body("type", equalTo("donation"))
                        .extract()
                        .path("id"));

        // when
        capture(asService(), hold, "{}").statusCode(201).body("transaction.type", equalTo("donation"));

        // then
        assertEquals(new BigDecimal("10.00"), balance(company));
    }

    @Test
    void givenAHold_whenOthersAskForIt_thenOnlyItsEndsAndStaffHaveIt() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        UUID hold = held(account, payee, "10");
        String stranger = "stranger-" + user;

        // then
        assertProblem(asUser(stranger).get("/v1/holds/{id}", hold).then(), 404, "hold-not-found");
        assertProblem(capture(asUser(stranger), hold, "{}"), 404, "hold-not-found");
        assertProblem(takeBack(asUser(stranger), hold), 404, "hold-not-found");
        assertProblem(capture(asUser(), hold, "{}"), 403, "forbidden");
        assertProblem(hold(asUser(otherUser), account, "1", ""), 404, "account-not-found");
        assertProblem(asUser(otherUser).get("/v1/accounts/{id}/holds", account).then(), 404, "account-not-found");
        assertEquals(new BigDecimal("10.00"), heldBack(account));
        takeBack(asUser(otherUser), hold).statusCode(200);
        hold(asAdmin(), account, "1", to(payee)).statusCode(201).body("requestedBy", equalTo("admin-1"));
        assertTotals();
    }

    @Test
    void givenAForeignTenant_whenItsStaffAsks_thenNothingIsThere() {
        // given
        UUID account = openAccount(user);
        UUID hold = held(account, openAccount(otherUser), "10");
        String foreigner = tokens.token("admin-1", "admin").tenant("acme").sign();

        // then
        assertProblem(as(foreigner).get("/v1/holds/{id}", hold).then(), 404, "hold-not-found");
        assertProblem(capture(as(foreigner), hold, "{}"), 404, "hold-not-found");
        assertProblem(takeBack(as(foreigner), hold), 404, "hold-not-found");
        assertProblem(hold(as(foreigner), account, "1", ""), 404, "account-not-found");
        assertProblem(as(foreigner).get("/v1/accounts/{id}/holds", account).then(), 404, "account-not-found");
        assertEquals(new BigDecimal("10.00"), heldBack(account));
    }

    @Test
    void givenTheServiceRole_whenItLooksAtHolds_thenItSeesItsTenantsAndRewritesNone() {
        // given
        held(openAccount(user), openAccount(otherUser), "10");
        String count = "select count(*) from holds";

        // then
        try (ServiceDatabase service = serviceRole()) {
            assertEquals(0, service.number(count));
            assertNotEquals(0, service.inTenant(TENANT, () -> service.number(count)));
            assertEquals(0, service.inTenant("acme", () -> service.number(count + " where tenant = 'default'")));
            assertEquals(
                    0, service.inTransaction(Map.of("ballast.listing_tenants", "on"), () -> service.number(count)));
            for (String statement : List.of("delete from holds", "update holds set amount = 1")) {
                assertEquals("42501", sqlState(() -> service.inTenant(TENANT, () -> service.update(statement))));
            }
        }
    }

    @Test
    void givenRequestsUnderOneKey_whenTheyAreRepeated_thenTheAnswerIsTheSameAndTheEffectIsOne() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        String body = holdBody(account, "100", to(payee));

        // when
        String first =
                under("place", body, "/v1/holds").statusCode(201).extract().asString();
        UUID hold = UUID.fromString(
                under("place", body, "/v1/holds").statusCode(201).extract().path("id"));
        String captured = under("capture", amount("30"), "/v1/holds/" + hold + "/capture")
                .statusCode(201)
                .extract()
                .asString();

        // then
        assertEquals(first, under("place", body, "/v1/holds").extract().asString());
        assertEquals(
                captured,
                under("capture", amount("30"), "/v1/holds/" + hold + "/capture")
                        .statusCode(201)
                        .extract()
                        .asString());
        assertProblem(under("capture", amount("31"), "/v1/holds/" + hold + "/capture"), 422, "idempotency-key-reused");
        assertProblem(under("place", holdBody(account, "99", to(payee)), "/v1/holds"), 422, "idempotency-key-reused");
        assertProblem(under("exceed", amount("71"), "/v1/holds/" + hold + "/capture"), 422, "capture-exceeds-hold");
        assertEquals(new BigDecimal("70.00"), heldBack(account));
        String voided = under("void", "{}", "/v1/holds/" + hold + "/void")
                .statusCode(200)
                .extract()
                .asString();
        assertEquals(
                voided,
                under("void", "{}", "/v1/holds/" + hold + "/void").extract().asString());
        assertProblem(under("exceed", amount("71"), "/v1/holds/" + hold + "/capture"), 422, "capture-exceeds-hold");
        assertProblem(asService().post("/v1/holds/{id}/void", hold).then(), 400, "idempotency-key-missing");
        assertProblem(
                asService().body("{}").post("/v1/holds/{id}/capture", hold).then(), 400, "idempotency-key-missing");
        assertProblem(asService().body(body).post("/v1/holds").then(), 400, "idempotency-key-missing");
        assertTotals();
    }

    @Test
    void givenFrozenAccounts_whenHoldsAreUsed_thenNothingMovesButWhatWasHeldCanBeSetFree() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        UUID hold = held(account, payee, "100");
        database.update("update accounts set status = 'frozen' where id = ?", account);

        // then
        assertProblem(hold(asUser(), account, "1", to(payee)), 422, "account-frozen");
        assertProblem(capture(asUser(otherUser), hold, "{}"), 422, "account-frozen");
        assertEquals(new BigDecimal("100.00"), heldBack(account));
        takeBack(asUser(), hold).statusCode(200);
        assertEquals(new BigDecimal("0.00"), heldBack(account));
        assertTotals();
    }

    @Test
    void givenBadInput_whenMoneyIsHeldBack_thenTheProblemIsNamedAndNothingChanges() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        String system = database.query(
                        "select id from accounts where type = 'system' and asset = 'USD' and tenant = 'default'")
                .getFirst()
                .get("id")
                .toString();

        // then
        for (String amount : List.of("0", "-5", "1.234", "\"a lot\"", "1e30", "\"NaN\"", "{}")) {
            assertProblem(hold(asUser(), account, amount, to(payee)), 422, "invalid-amount")
                    .body("violations.field", contains("amount"));
        }
        for (String more : List.of(
                ", \"expiresIn\": 0",
                ", \"expiresIn\": -1",
                ", \"expiresIn\": 9223372036854775807",
                ", \"expiresAt\": \"2001-01-01T00:00:00Z\"",
                ", \"expiresAt\": \"9999-01-01T00:00:00Z\"",
                ", \"expiresIn\": 5, \"expiresAt\": \"9999-01-01T00:00:00Z\"",
                ", \"type\": \"account_opening\"",
                ", \"type\": \"' or 1=1 --\"",
                ", \"reference\": \"a\\u0000b\"")) {
            assertProblem(hold(asUser(), account, "1", to(payee) + more), 400, "invalid-request");
        }
        assertProblem(hold(asUser(), account, "1", ", \"type\": \"transfer\""), 400, "invalid-request")
                .body("violations.field", contains("toAccountId"));
        assertProblem(hold(asUser(), account, "1", to(payee) + ", \"type\": \"donation\""), 400, "invalid-request")
                .body("violations.field", contains("toAccountId"));
        assertProblem(hold(asUser(), account, "1", ", \"expiresAt\": \"soon\""), 400, "malformed-request");
        assertProblem(hold(asUser(), account, "1", to(account)), 422, "same-account");
        assertProblem(hold(asUser(), account, "1", to(UUID.randomUUID())), 404, "account-not-found");
        assertProblem(hold(asUser(), account, "1", to(UUID.fromString(system))), 404, "account-not-found");
        assertProblem(hold(asAdmin(), UUID.fromString(system), "1", to(payee)), 404, "account-not-found");
        assertProblem(capture(asAdmin(), UUID.randomUUID(), "{}"), 404, "hold-not-found");
        assertProblem(takeBack(asAdmin(), UUID.randomUUID()), 404, "hold-not-found");
        assertEquals("\"1\"", tag(account));
        assertEquals(0, database.number("select count(*) from holds where account_id = ?", account));
    }

    @Test
    void givenBadInput_whenAHoldIsCaptured_thenTheProblemIsNamedAndNothingChanges() {
        // given
        UUID account = openAccount(user);
        UUID hold = held(account, openAccount(otherUser), "100");

        // then
        for (String amount : List.of("0", "-5", "1.234", "\"a lot\"", "[]")) {
            assertProblem(capture(asService(), hold, amount(amount)), 422, "invalid-amount");
        }
        assertProblem(capture(asService(), hold, "{\"final\": \"maybe\"}"), 400, "malformed-request");
        assertProblem(capture(asService(), hold, "[1"), 400, "malformed-request");
        assertProblem(once(as("nonsense")).post("/v1/holds/{id}/void", hold).then(), 401, "unauthorized");
        assertEquals(new BigDecimal("100.00"), heldBack(account));
        assertEquals(new BigDecimal("10000.00"), balance(account));
    }

    @Test
    void givenManyHolds_whenTheyAreListed_thenEachIsOnOnePageNewestFirst() {
        // given
        UUID account = openAccount(user);
        UUID payee = openAccount(otherUser);
        List<String> placed = new ArrayList<>();
        for (int count = 0; count < 5; count++) {
            placed.addFirst(held(account, payee, "1").toString());
        }

        // when
        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            var request = asUser().queryParam("limit", 2);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/v1/accounts/{id}/holds", account)
                    .then()
                    .statusCode(200)
                    .extract();
            listed.addAll(page.path("items.id"));
            cursor = page.path("nextCursor");
        } while (cursor != null);

        // then
        assertEquals(List.copyOf(new TreeSet<>(placed)).reversed(), listed);
        assertProblem(asUser().get("/v1/accounts/{id}/holds?limit=0", account).then(), 400, "invalid-request");
        assertProblem(asUser().get("/v1/accounts/{id}/holds?limit=101", account).then(), 400, "invalid-request");
        assertProblem(asUser().get("/v1/accounts/{id}/holds?cursor=x", account).then(), 400, "invalid-request");
        asUser(otherUser)
                .get("/v1/accounts/{id}/holds", payee)
                .then()
                .body("items", hasSize(0))
                .body("nextCursor", nullValue());
    }

    private ValidatableResponse under(String key, String body, String path) {
        return asService()
                .header("Idempotency-Key", key + "-" + user)
                .body(body)
                .post(path)
                .then();
    }

    private String tag(UUID account) {
        return asAdmin().get("/v1/accounts/{id}/balance", account).header("ETag");
    }

    private static String sqlState(Runnable statement) {
        try {
            statement.run();
            return "done";
        } catch (SqlFailed e) {
            return e.getMessage().substring(0, 5);
        }
    }

    private static String told(BalanceHeld told) {
        return "%s %d.%d %s of %s, %s left, %s more"
                .formatted(
                        told.reason(),
                        told.version(),
                        told.holdVersion(),
                        told.held(),
                        told.balance(),
                        told.available(),
                        told.change());
    }
}
