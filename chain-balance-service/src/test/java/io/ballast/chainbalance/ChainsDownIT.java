package io.ballast.chainbalance;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.HederaSandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stellar.sdk.KeyPair;

/** What every endpoint answers while no chain does, and that all of it comes back with them. */
@QuarkusTest
@QuarkusTestResource(value = MortalNode.class, restrictToAnnotatedClass = true)
class ChainsDownIT extends RunningService {

    private static final String LAST_KNOWN = "LAST_KNOWN";

    MortalNode.Mortal node;

    private EvmNode mortal;

    private final String community = "community-" + UUID.randomUUID();
    private final KeyPair holder = KeyPair.random();
    private String address;
    private String account;
    private UUID wallet;

    @BeforeEach
    void givenAWalletOnEachChain() {
        mortal = node.node();
        address = newAddress();
        mortal.token().mint(address, BigInteger.valueOf(5_000_000));
        wallet = registered(asUser(), "evm", MortalNode.NETWORK, address, "derived", Map.of());
        account = hedera.createAccount(700);
        hedera.sendToken(HederaSandbox.SMILES, account, 42);
        registered(asUser(), "hedera", "local", account, "custodial", Map.of());
        stellar.open(holder, 30_000_000);
        Map<String, String> owner = Map.of("ownerType", "community", "ownerId", community);
        registered(asAdmin(), "stellar", "local", holder.getAccountId(), "community", owner);
        owner = Map.of("ownerType", "company", "ownerId", community);
        registered(asAdmin(), "stellar", "local", holder.getAccountId(), "company", owner);
        awaitAllLive();
    }

    @Test
    void givenNoChainAnswers_whenAnyEndpointIsAsked_thenItAnswersWithWhatWasKnownAndSaysSo() {
        // when
        mortal.kill();
        hedera.kill();
        stellar.kill();
        try {
            eventually().untilAsserted(() -> {
                balance("").body("derived_status", equalTo(LAST_KNOWN));
                profile("").body("smiles_status", equalTo(LAST_KNOWN)).body("hbar_status", equalTo(LAST_KNOWN));
                company("").body("totals.status", everyItem(equalTo(LAST_KNOWN)));
                community("").body("totals.status", everyItem(equalTo(LAST_KNOWN)));
            });

            // then
            assertKnownValuesAreServed();
            assertWaitingEndsWithTheDeadline();
            assertChecksDecideByWhatIsKnown();
            assertHistoryIsThere();
            assertWhatWasNeverReadIsUnknown();
            assertHealth("ready", 200);
        } finally {
            mortal.restart();
            hedera.restart();
            stellar.restart();
        }

        // then
        awaitAllLive();
        balance("").body("stale", equalTo(false)).body("derived_status", equalTo("FRESH"));
        profile("").body("stale", equalTo(false));
    }

    @Test
    void givenUrlsWithCredentials_whenTheirNodeComesAndGoes_thenNobodySeesThemOrWhereItIs() {
        try (LogCapture log = new LogCapture()) {
            // when
            mortal.kill();
            List<String> seen = new ArrayList<>();
            try {
                eventually().untilAsserted(() -> balance("").body("derived_status", equalTo(LAST_KNOWN)));
                seen.add(asUser().get("/v1/users/" + user + "/balances").asString());
                seen.add(asUser("nobody").get("/api/balance").asString());
                seen.add(given().get(management.resolve("metrics")).asString());
                seen.add(given().get(management.resolve("health")).asString());
            } finally {
                mortal.restart();
            }
            awaitAllLive();

            // then
            List<String> ours = log.lines().stream()
                    .filter(line -> line.startsWith("io.ballast"))
                    .toList();
            assertTrue(ours.stream().anyMatch(line -> line.contains("evm/mortal provider 1")), ours.toString());
            Stream.concat(seen.stream(), log.lines().stream()).forEach(ChainsDownIT::assertNoSecret);
            Stream.concat(seen.stream(), ours.stream()).forEach(text -> assertFalse(text.contains("127.0.0.1"), text));
        }
    }

    private static void assertNoSecret(String text) {
        assertFalse(text.contains(MortalNode.PASSWORD) || text.contains(MortalNode.API_KEY), text);
    }

    @Test
    void givenANodeThatIsKilledAndLosesBlocks_whenItIsBack_thenTheWalletIsLiveAndWhatTheChainSays() {
        // given: the block may not have been written yet
        mortal.token().mint(address, BigInteger.valueOf(2_000_000));
        eventually().until(() -> live().path("wallets[0].balances[0].raw").equals("7000000"));

        // when
        mortal.kill();
        eventually().untilAsserted(() -> balance("").body("stale", equalTo(true)));
        mortal.restart();

        // then
        String now = mortal.token().balanceOf(address).toString();
        eventually()
                .untilAsserted(() ->
                        live().then().body("live", equalTo(true)).body("wallets[0].balances[0].raw", equalTo(now)));
    }

    private void assertKnownValuesAreServed() {
        assertTrue(balance("").body("stale", equalTo(true)).extract().asString().contains("\"balance\":5.000000,"));
        balance("?maxAge=1h").body("stale", equalTo(true)).body("wallets[0].error", equalTo("rpc_unreachable"));
        String profile = profile("").body("stale", equalTo(true)).extract().asString();
        assertTrue(profile.contains("\"smiles\":42,") && profile.contains("\"hbar\":0.00000700,"), profile);
        asUser().get("/v1/users/" + user + "/balances")
                .then()
                .statusCode(200)
                .body("stale", equalTo(true))
                .body("wallets", hasSize(2))
                .body("wallets[0].balances[0].raw", equalTo("5000000"))
                .body("wallets.balances.flatten().status", everyItem(equalTo(LAST_KNOWN)));
        community("?maxAge=5s").body("wallets[0].balances.find { it.asset == 'USDC' }.raw", equalTo("30000000"));
        company("?finality=finalized").body("wallets[0].balances.find { it.asset == 'USDC' }.raw", equalTo("30000000"));
    }

    private void assertWaitingEndsWithTheDeadline() {
        String live = "?live=true&deadline=300ms";
        balance(live).body("cached", equalTo(true)).body("stale", equalTo(true));
        profile(live).body("cached", equalTo(true)).body("stale", equalTo(true));
        community(live).body("live", equalTo(false)).body("stale", equalTo(true));
        company(live).body("live", equalTo(false)).body("stale", equalTo(true));
    }

    private void assertChecksDecideByWhatIsKnown() {
        check("").statusCode(200).body("sufficient", equalTo(true)).body("status", equalTo(LAST_KNOWN));
        check("?live=true&deadline=300ms").statusCode(200).body("status", equalTo(LAST_KNOWN));
        assertProblem(check("?maxAge=0ms"), 503, "balance-too-old");
    }

    private void assertHistoryIsThere() {
        String path = "/v1/wallets/" + wallet;
        asUser().queryParam("from", "2026-01-01T00:00:00Z")
                .queryParam("step", "month")
                .get(path + "/history")
                .then()
                .statusCode(200)
                .body("assets[0].points.last().raw", equalTo("5000000"));
        asUser().queryParam("from", "2026-01-01T00:00:00Z")
                .get(path + "/analytics")
                .then()
                .statusCode(200)
                .body("assets[0].changes", equalTo(1));
        asUser().get(path + "/balances").then().statusCode(200).body("balances[0].raw", equalTo("5000000"));
    }

    private void assertWhatWasNeverReadIsUnknown() {
        String somebody = "user-" + UUID.randomUUID();
        registered(asUser(somebody), "evm", MortalNode.NETWORK, newAddress(), "derived", Map.of());
        assertProblem(asUser(somebody).get("/api/balance").then(), 503, "balance-unknown");
        assertProblem(
                asUser(somebody)
                        .body("{\"asset\":\"USDC\",\"amount\":1}")
                        .post("/v1/balance-checks")
                        .then(),
                503,
                "balance-unknown");
        asUser(somebody)
                .get("/v1/users/" + somebody + "/balances")
                .then()
                .statusCode(200)
                .body("totals[0].amount", nullValue())
                .body("wallets[0].balances[0].status", equalTo("UNKNOWN"));
    }

    private void awaitAllLive() {
        eventually().untilAsserted(() -> {
            live().then().body("live", equalTo(true));
            community("?live=true&deadline=2s").body("live", equalTo(true));
            company("?live=true&deadline=2s").body("live", equalTo(true));
        });
    }

    private Response live() {
        return asUser().get("/v1/users/" + user + "/balances?live=true&deadline=2s");
    }

    private ValidatableResponse balance(String query) {
        return asUser().get("/api/balance" + query).then().statusCode(200);
    }

    private ValidatableResponse profile(String query) {
        return asUser().get("/api/user/profile" + query).then().statusCode(200);
    }

    private ValidatableResponse community(String query) {
        return asAdmin()
                .get("/v1/communities/" + community + "/balances" + query)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse company(String query) {
        return asAdmin()
                .get("/v1/companies/" + community + "/balances" + query)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse check(String query) {
        return asUser().body(Map.of("asset", "USDC", "amount", new BigDecimal("4.5")))
                .post("/v1/balance-checks" + query)
                .then();
    }

    private static UUID registered(
            RequestSpecification as,
            String chain,
            String network,
            String address,
            String role,
            Map<String, String> owner) {
        Map<String, String> body = new HashMap<>(owner);
        body.putAll(Map.of("chain", chain, "network", network, "address", address, "role", role));
        return UUID.fromString(as.body(body)
                .post("/v1/wallets")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }
}
