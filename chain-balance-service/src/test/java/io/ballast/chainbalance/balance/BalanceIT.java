package io.ballast.chainbalance.balance;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.EventsFixture;
import io.ballast.chainbalance.RunningService;
import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.TokenIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code GET /api/balance} and the events beside it, against a real token on a real node. */
@QuarkusTest
class BalanceIT extends RunningService {

    JwksServer jwks;

    private static final BigInteger UNLIMITED = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    @Test
    void givenADerivedAndAProxyWallet_whenAsked_thenTheAnswerIsTheReferencesAndMore() {
        // given
        String derived = newAddress();
        String proxy = newAddress();
        evm.token().mint(derived, BigInteger.valueOf(24_000_000));
        evm.token().mint(proxy, BigInteger.valueOf(349_852_118));
        evm.token().approve(proxy, SPENDER, UNLIMITED);

        // when
        register(derived, "derived");
        register(proxy, "proxy");

        // then
        ValidatableResponse answer = eventuallyKnown();
        answer.body("success", equalTo(true))
                .body("currency", equalTo("USDC"))
                .body("source", equalTo("blockchain"))
                .body("cached", equalTo(true))
                .body("updating", notNullValue())
                .body("stale", equalTo(false))
                .body("timestamp", notNullValue())
                .body("asOf", notNullValue())
                .body("proxy_allowance_raw", equalTo(UNLIMITED.toString()))
                .body("derived_status", equalTo("FRESH"))
                .body("proxy_status", equalTo("FRESH"))
                .body("wallets", hasSize(2));
        String json = answer.extract().asString();
        assertTrue(json.contains("\"balance\":373.852118,"), json);
        assertTrue(json.contains("\"derived_balance\":24.000000,"), json);
        assertTrue(json.contains("\"proxy_balance\":349.852118,"), json);
        assertTrue(
                json.contains("\"proxy_allowance\":"
                        + "115792089237316195423570985008687907853269984665640564039457584007913129.639935,"),
                json);
    }

    @Test
    void givenAWallet_whenATransferArrives_thenItShowsByItselfInTheAnswerAndAsAnEvent() {
        // given
        String address = newAddress();
        UUID wallet = register(address, "derived");
        eventually().untilAsserted(() -> assertBalance("0.000000"));

        // when
        evm.token().mint(evm.accounts().get(1), BigInteger.valueOf(12_345_678));
        evm.token().transfer(evm.accounts().get(1), address, BigInteger.valueOf(12_345_678));

        // then
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually().until(() -> events.changesOf(wallet).size() == 2);
            assertFirst(events.changesOf(wallet).getFirst());
            assertTransfer(events.changesOf(wallet).getLast(), address);
        }
        eventually().untilAsserted(() -> assertBalance("12.345678"));
        assertEquals(
                List.of(1L, 2L),
                database
                        .query("select version from chain_balance_history where wallet_id = ? order by version", wallet)
                        .stream()
                        .map(row -> row.get("version"))
                        .toList());
    }

    @Test
    void givenNoWallet_whenAsked_thenItIsNotFoundAndSaysWhy() {
        // then
        asUser().get("/api/balance")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:ballast:problem:no-wallet"))
                .body("code", equalTo("no-wallet"));
    }

    @Test
    void givenNoProxyWallet_whenAsked_thenItsZeroIsMarkedAbsent() {
        // given
        String derived = newAddress();
        evm.token().mint(derived, BigInteger.ONE);

        // when
        register(derived, "derived");

        // then
        eventuallyKnown()
                .body("proxy_status", equalTo("ABSENT"))
                .body("proxy_allowance_status", equalTo("ABSENT"))
                .body("proxy_balance", equalTo(0))
                .body("proxy_allowance_raw", equalTo("0"))
                .body("wallets[0].error", nullValue())
                .body("stale", equalTo(false));
        assertBalance("0.000001");
    }

    @Test
    void givenAnotherUsersWallets_whenAsked_thenOnlyAnAdminOrServiceOfTheTenantSeesThem() {
        // given
        String address = newAddress();
        evm.token().mint(address, BigInteger.valueOf(5_000_000));
        register(address, "derived");
        eventuallyKnown();
        String other = "user-" + UUID.randomUUID();

        // then
        as(tokens.token(other, "user").sign()).get("/api/balance").then().statusCode(404);
        as(tokens.token(other, "user").sign())
                .queryParam("userId", user)
                .get("/api/balance")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:ballast:problem:forbidden"));
        as(tokens.token(user, "user").tenant("elsewhere").sign())
                .get("/api/balance")
                .then()
                .statusCode(404);
        as(tokens.token("admin-2", "admin").tenant("elsewhere").sign())
                .queryParam("userId", user)
                .get("/api/balance")
                .then()
                .statusCode(404);
        asAdmin().queryParam("userId", user).get("/api/balance").then().statusCode(200);
        as(tokens.token("ledger", "service").sign())
                .queryParam("userId", user)
                .get("/api/balance")
                .then()
                .statusCode(200);
        asUser().queryParam("userId", user).get("/api/balance").then().statusCode(200);
        asAdmin()
                .queryParam("userId", "with a null \u0000")
                .get("/api/balance")
                .then()
                .statusCode(400)
                .body("field", equalTo("userId"));
    }

    @Test
    void givenAKeyServerThatIsAway_whenATokenNeedsIt_thenTheClientIsToldToTryAgain() {
        // given
        String ofAnUnknownKey = TokenIssuer.create().token(user, "user").sign();
        jwks.goAway();

        // then
        try {
            assertProblem(
                            given().auth()
                                    .oauth2(ofAnUnknownKey)
                                    .get("/api/balance")
                                    .then(),
                            503,
                            "unavailable")
                    .header("Retry-After", equalTo("1"));
        } finally {
            jwks.comeBack();
        }
        assertProblem(given().auth().oauth2(ofAnUnknownKey).get("/api/balance").then(), 401, "unauthorized");
    }

    @Test
    void givenNoOrABadToken_whenAsked_thenItIsUnauthorized() {
        // then
        given().get("/api/balance")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("type", equalTo("urn:ballast:problem:unauthorized"));
        as(tokens.token(user, "user").signWithForeignKey())
                .get("/api/balance")
                .then()
                .statusCode(401);
        as(tokens.token(user, "user").expired().sign())
                .get("/api/balance")
                .then()
                .statusCode(401);
        as(tokens.token(user, "stranger").sign()).get("/api/balance").then().statusCode(403);
        as(tokens.token(user, "user").withoutTenant().sign())
                .get("/api/balance")
                .then()
                .statusCode(403)
                .body("code", equalTo("tenant-missing"));
    }

    private ValidatableResponse eventuallyKnown() {
        eventually().until(() -> asUser().get("/api/balance").statusCode() == 200);
        return asUser().get("/api/balance").then().statusCode(200);
    }

    private void assertBalance(String expected) {
        String json = asUser().get("/api/balance").asString();
        assertTrue(json.contains("\"balance\":" + expected + ","), json);
    }

    private void assertFirst(ChainBalanceChanged first) {
        assertEquals(1, first.version());
        assertEquals(new BigDecimal("0.000000"), first.newBalance());
        assertNull(first.previousBalance());
        assertNull(first.previousBalanceRaw());
    }

    private void assertTransfer(ChainBalanceChanged change, String address) {
        assertEquals(2, change.version());
        assertEquals(new BigDecimal("12.345678"), change.newBalance());
        assertEquals("12345678", change.newBalanceRaw());
        assertEquals(new BigDecimal("0.000000"), change.previousBalance());
        assertEquals("0", change.previousBalanceRaw());
        assertEquals("evm", change.chain());
        assertEquals("local", change.network());
        assertTrue(address.equalsIgnoreCase(change.address()));
        assertEquals("derived", change.role());
        assertEquals("user", change.ownerType());
        assertEquals(user, change.userId());
        assertEquals("USDC", change.asset());
        assertEquals(6, change.decimals());
        assertEquals("latest", change.finality());
        assertEquals("blockchain", change.source());
        assertEquals(
                evm.rpc("eth_getBlockByNumber", "0x" + Long.toHexString(change.blockHeight()), false)
                        .get("hash")
                        .asText(),
                change.blockHash());
    }
}
