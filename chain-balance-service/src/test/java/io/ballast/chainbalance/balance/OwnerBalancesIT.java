package io.ballast.chainbalance.balance;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an owner's wallets hold, how sure that is, and what a caller can ask of it. */
@QuarkusTest
class OwnerBalancesIT extends RunningService {

    @Test
    void givenTwoWallets_whenAsked_thenEachValueCarriesWhereItIsFromAndTheTotalIsTheirSum() {
        // given
        String derived = newAddress();
        String proxy = newAddress();
        evm.token().mint(derived, BigInteger.valueOf(24_000_000));
        evm.token().mint(proxy, BigInteger.valueOf(349_852_118));
        register(derived, "derived");
        register(proxy, "proxy");

        // when
        Response answer = live(user);

        // then
        answer.then()
                .statusCode(200)
                .body("ownerType", equalTo("user"))
                .body("ownerId", equalTo(user))
                .body("stale", equalTo(false))
                .body("totals", hasSize(1))
                .body("totals[0].asset", equalTo("USDC"))
                .body("totals[0].status", equalTo("FRESH"))
                .body("wallets", hasSize(2))
                .body("wallets[0].chain", equalTo("evm"))
                .body("wallets[0].balances[0].raw", equalTo("24000000"))
                .body("wallets[0].balances[0].decimals", equalTo(6))
                .body("wallets[0].balances[0].blockHeight", greaterThan(0))
                .body("wallets[0].balances[0].blockHash", notNullValue())
                .body("wallets[0].balances[0].finality", equalTo("latest"))
                .body("wallets[0].balances[0].source", equalTo("blockchain"))
                .body("wallets[0].balances[0].asOf", notNullValue())
                .body("wallets[0].balances[0].status", equalTo("FRESH"))
                .body("wallets[0].balances[0].error", nullValue())
                .body("wallets[1].allowances[0].spender", equalTo(SPENDER));
        assertTrue(answer.asString().contains("\"amount\":373.852118,"), answer.asString());
    }

    @Test
    void givenAChangeOnChain_whenAskedLive_thenTheAnswerHasItAtOnce() {
        // given
        String address = newAddress();
        register(address, "derived");
        live(user);

        // when
        evm.token().mint(address, BigInteger.valueOf(7_000_000));

        // then
        live(user).then().body("live", equalTo(true)).body("wallets[0].balances[0].raw", equalTo("7000000"));
        asUser().get("/v1/users/" + user + "/balances").then().body("wallets[0].balances[0].raw", equalTo("7000000"));
    }

    @Test
    void givenACommunity_whenAsked_thenItsTotalIsOverAllItsWalletsAndForAdminsOnly() {
        // given
        String community = "community-" + UUID.randomUUID();
        registerFor("community", community, "community", 1_000_000);
        registerFor("community", community, "treasury", 2_500_000);
        registerFor("company", community, "company", 9_000_000);

        // then
        asAdmin()
                .queryParam("live", true)
                .get("/v1/communities/" + community + "/balances")
                .then()
                .statusCode(200)
                .body("wallets", hasSize(2));
        asUser().get("/v1/communities/" + community + "/balances").then().statusCode(403);
        asAdmin()
                .queryParam("live", true)
                .get("/v1/companies/" + community + "/balances")
                .then()
                .statusCode(200)
                .body("wallets", hasSize(1));
        as(tokens.token("admin-2", "admin").tenant("elsewhere").sign())
                .get("/v1/communities/" + community + "/balances")
                .then()
                .statusCode(200)
                .body("wallets", hasSize(0));
    }

    @Test
    void givenAnotherUser_whenAsked_thenOnlyAnAdminSees() {
        // then
        asUser().get("/v1/users/somebody-else/balances").then().statusCode(403);
        asAdmin().get("/v1/users/somebody-else/balances").then().statusCode(200).body("wallets", hasSize(0));
    }

    @Test
    void givenAWalletRead_whenMoreIsAskedForThanIsKnown_thenTheAnswerSaysSo() {
        // given
        register(newAddress(), "derived");
        live(user);

        // then
        asUser().queryParam("maxAge", "0ms")
                .get("/v1/users/" + user + "/balances")
                .then()
                .body("stale", equalTo(true))
                .body("totals[0].status", equalTo("STALE"))
                .body("wallets[0].balances[0].status", equalTo("STALE"));
        asUser().queryParam("maxAge", "1h")
                .get("/v1/users/" + user + "/balances")
                .then()
                .body("stale", equalTo(false));
    }

    @ParameterizedTest
    @CsvSource({"maxAge, soon", "maxAge, -1s", "finality, perhaps", "live, maybe", "deadline, 11s"})
    void givenAParameterThatCanNotBe_whenAsked_thenItIsNamed(String name, String value) {
        // then
        assertProblem(
                        asUser().queryParam(name, value)
                                .get("/v1/users/" + user + "/balances")
                                .then(),
                        400,
                        "invalid-request")
                .body("field", equalTo(name));
    }

    @Test
    void givenBalancesThatChange_whenAskedForATime_thenTheAnswerIsWhatWasKnownThen() {
        // given
        String address = newAddress();
        evm.token().mint(address, BigInteger.valueOf(3_000_000));
        Instant before = Instant.now();
        register(address, "derived");
        live(user);
        Instant then = Instant.now();

        // when
        evm.token().mint(address, BigInteger.valueOf(4_000_000));
        register(newAddress(), "proxy");
        live(user);

        // then
        at(user, then.toString())
                .statusCode(200)
                .body("at", notNullValue())
                .body("ownerId", equalTo(user))
                .body("totals", hasSize(1))
                .body("totals[0].amount", equalTo(3.0f))
                .body("wallets", hasSize(1))
                .body("wallets[0].balances[0].raw", equalTo("3000000"))
                .body("wallets[0].balances[0].blockHash", notNullValue());
        at(user, Instant.now().toString())
                .body("totals[0].amount", equalTo(7.0f))
                .body("wallets", hasSize(2));
        at(user, before.toString()).body("wallets", hasSize(0)).body("totals", hasSize(0));
        asUser().queryParam("asOf", then.toString())
                .get("/v1/communities/somebody/balances")
                .then()
                .statusCode(403);
    }

    @Test
    void givenAWalletOfWhichNothingWasKnown_whenAskedForThatTime_thenThereIsNoTotal() {
        // given
        UUID wallet = register(newAddress(), "derived");
        live(user);
        String then = "2026-01-01T00:00:00Z";

        // when
        database.update("update wallets set created_at = '2025-01-01' where id = ?", wallet);

        // then
        at(user, then).body("totals[0].amount", nullValue()).body("wallets[0].balances", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource({
        "asOf=yesterday",
        "asOf=2026-01-01",
        "asOf=1969-12-31T23:59:59Z",
        "asOf=2026-01-01T00:00:00Z&finality=safe",
        "asOf=2026-01-01T00:00:00Z&live=true",
        "asOf=2026-01-01T00:00:00Z&maxAge=1s"
    })
    void givenATimeThatCanNotBeOrMoreThanThat_whenAsked_thenItIsNamed(String query) {
        // then
        assertProblem(asUser().get("/v1/users/" + user + "/balances?" + query).then(), 400, "invalid-request")
                .body("field", equalTo("asOf"));
    }

    private ValidatableResponse at(String userId, String time) {
        return asUser(userId)
                .queryParam("asOf", time)
                .get("/v1/users/" + userId + "/balances")
                .then();
    }

    private Response live(String userId) {
        return asUser(userId)
                .queryParam("live", true)
                .queryParam("deadline", "10s")
                .get("/v1/users/" + userId + "/balances");
    }

    private void registerFor(String ownerType, String ownerId, String role, long units) {
        String address = newAddress();
        evm.token().mint(address, BigInteger.valueOf(units));
        asAdmin()
                .body(Map.of(
                        "chain",
                        "evm",
                        "network",
                        "local",
                        "address",
                        address,
                        "role",
                        role,
                        "ownerType",
                        ownerType,
                        "ownerId",
                        ownerId))
                .post("/v1/wallets")
                .then()
                .statusCode(201);
    }
}
