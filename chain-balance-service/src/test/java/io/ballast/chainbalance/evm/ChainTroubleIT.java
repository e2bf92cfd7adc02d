package io.ballast.chainbalance.evm;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.EventsFixture;
import io.ballast.chainbalance.RunningService;
import io.ballast.infrastructure.EvmNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node can do to the service. Every request refreshes here, and the clock does not. */
@QuarkusTest
@TestProfile(ChainTroubleIT.EveryRequestRefreshes.class)
@QuarkusTestResource(value = RpcProxyResource.class, restrictToAnnotatedClass = true)
class ChainTroubleIT extends RunningService {

    private static final Duration QUIET = Duration.ofMillis(500);
    private static final String REVERTING = "0x1000000000000000000000000000000000000001";
    private static final String BURNING = "0x1000000000000000000000000000000000000002";
    private static final String MISSING = "0x1000000000000000000000000000000000000003";
    private static final String RAMBLING = "0x1000000000000000000000000000000000000004";

    /** Bad tokens beside the good one, and no poll that would disturb the counting. */
    public static class EveryRequestRefreshes implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("ballast.refresh.interval", "1h"),
                    Map.entry("ballast.balance.revalidate-after", "0s"),
                    Map.entry("ballast.balance.fresh-for", "1h"),
                    Map.entry("ballast.evm.rpc.call-timeout", "10s"),
                    Map.entry("ballast.evm.networks.local.tokens.a-reverting.symbol", "REVERTING"),
                    Map.entry("ballast.evm.networks.local.tokens.a-reverting.address", REVERTING),
                    Map.entry("ballast.evm.networks.local.tokens.a-reverting.decimals", "6"),
                    Map.entry("ballast.evm.networks.local.tokens.b-burning.symbol", "BURNING"),
                    Map.entry("ballast.evm.networks.local.tokens.b-burning.address", BURNING),
                    Map.entry("ballast.evm.networks.local.tokens.b-burning.decimals", "6"),
                    Map.entry("ballast.evm.networks.local.tokens.c-missing.symbol", "MISSING"),
                    Map.entry("ballast.evm.networks.local.tokens.c-missing.address", MISSING),
                    Map.entry("ballast.evm.networks.local.tokens.c-missing.decimals", "6"),
                    Map.entry("ballast.evm.networks.local.tokens.d-rambling.symbol", "RAMBLING"),
                    Map.entry("ballast.evm.networks.local.tokens.d-rambling.address", RAMBLING),
                    Map.entry("ballast.evm.networks.local.tokens.d-rambling.decimals", "6"));
        }
    }

    @TestHTTPResource(value = "/", management = true)
    URI management;

    RpcProxy proxy;

    @BeforeEach
    void givenANodeBehindTheProxy() {
        evm.rpc("anvil_setCode", REVERTING, "0x60006000fd");
        evm.rpc("anvil_setCode", BURNING, "0x5b600056");
        evm.rpc("anvil_setCode", RAMBLING, "0x60606000f3");
        proxy.behave(RpcProxy.Behaviour.forwardTo(evm.rpcUrl()));
    }

    @Test
    void givenBadTokensInTheBatch_whenRead_thenEachSpoilsOnlyItself() {
        // given
        String address = funded(5_000_000);

        // when
        UUID wallet = register(address, "derived");

        // then
        eventually().untilAsserted(() -> assertAnswer("5.000000", false));
        assertEquals("reverted", database.balance(wallet, "REVERTING").get("last_error"));
        assertEquals("reverted", database.balance(wallet, "BURNING").get("last_error"));
        assertEquals("no_contract", database.balance(wallet, "MISSING").get("last_error"));
        assertEquals("malformed_result", database.balance(wallet, "RAMBLING").get("last_error"));
        assertEquals(null, database.balance(wallet, "MISSING").get("raw"));
        assertEquals(null, database.balance(wallet, "USDC").get("last_error"));
    }

    @ParameterizedTest
    @CsvSource({
        "503, '', rpc_http_error",
        "429, slow down, rpc_throttled",
        "302, '', rpc_http_error",
        "200, <html>, rpc_malformed",
        "200, '', rpc_malformed",
        "200, '{}', rpc_malformed",
        "200, '[]', rpc_malformed",
        "200, null, rpc_malformed",
        "200, '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"zz\"}', rpc_malformed",
        "200, '{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"}', wrong_chain",
        "200, '{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"no\"}}', rpc_error",
        "200, '{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32005,\"message\":\"no\"}}', rpc_throttled"
    })
    void givenANodeThatAnswersNonsense_whenAsked_thenTheLastKnownValueIsServedAsStale(
            int status, String body, String code) {
        // given
        UUID wallet = knownWallet(7_000_000);
        String before = asUser().get("/api/balance").path("asOf");

        // when
        proxy.behave(RpcProxy.Behaviour.always(status, body));

        // then
        eventually().untilAsserted(() -> {
            assertAnswer("7.000000", true);
            assertEquals(code, database.balance(wallet, "USDC").get("last_error"));
        });
        asUser().get("/api/balance")
                .then()
                .body("derived_status", equalTo("LAST_KNOWN"))
                .body("wallets[0].error", equalTo(code));
        assertTrue(before.compareTo(asUser().get("/api/balance").path("asOf")) <= 0);

        // when
        proxy.behave(RpcProxy.Behaviour.forwardTo(evm.rpcUrl()));

        // then
        eventually().untilAsserted(() -> assertAnswer("7.000000", false));
        asUser().get("/api/balance").then().body("wallets[0].error", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"number\":\"0x1\",\"hash\":\"0xab\",\"timestamp\":\"soon\"}",
                "{\"number\":\"0x1\",\"timestamp\":\"0x1\"}",
                "{\"number\":\"0xffffffffffffffffffff\",\"hash\":\"0xab\",\"timestamp\":\"0x1\"}"
            })
    void givenANodeWhoseHeadIsNonsense_whenAsked_thenTheLastKnownValueIsServedAsStale(String head) {
        // given
        UUID wallet = knownWallet(7_000_000);

        // when
        proxy.behave(call -> call.method().equals("eth_getBlockByNumber")
                ? new RpcProxy.Reply(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + head + "}")
                : call.forward(evm.rpcUrl()));

        // then
        eventually().untilAsserted(() -> {
            assertAnswer("7.000000", true);
            assertEquals("rpc_malformed", database.balance(wallet, "USDC").get("last_error"));
        });
    }

    @ParameterizedTest
    @CsvSource({"0x, multicall_missing", "0x00, rpc_malformed", "nothing, rpc_malformed"})
    void givenANodeWhoseContractAnswersNonsense_whenAsked_thenTheLastKnownValueIsServedAsStale(
            String result, String code) {
        // given
        UUID wallet = knownWallet(7_000_000);

        // when
        proxy.behave(call -> call.method().equals("eth_call")
                ? new RpcProxy.Reply(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"" + result + "\"}")
                : call.forward(evm.rpcUrl()));

        // then
        eventually().untilAsserted(() -> {
            assertAnswer("7.000000", true);
            assertEquals(code, database.balance(wallet, "USDC").get("last_error"));
        });
    }

    @Test
    void givenANodeThatIsKilled_whenAskedAndRestarted_thenStaleAndThenFresh() {
        // given
        try (EvmNode mortal = EvmNode.start()) {
            mortal.mine(Math.toIntExact(evm.blockNumber()) + 100);
            proxy.behave(RpcProxy.Behaviour.forwardTo(mortal.rpcUrl()));
            String address = newAddress();
            mortal.token().mint(address, BigInteger.valueOf(3_000_000));
            register(address, "derived");
            eventually().untilAsserted(() -> assertAnswer("3.000000", false));

            // when
            mortal.kill();

            // then
            eventually().untilAsserted(() -> assertAnswer("3.000000", true));
            RestAssured.given().get(management.resolve("health/ready")).then().statusCode(200);

            // when
            mortal.restart();
            mortal.mine(500);

            // then
            String now = new BigDecimal(mortal.token().balanceOf(address), 6).toPlainString();
            eventually().untilAsserted(() -> assertAnswer(now, false));
        }
    }

    @Test
    void givenANodeThatHangs_whenAsked_thenTheAnswerDoesNotWaitForIt() {
        // given
        knownWallet(4_000_000);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        proxy.behave(call -> {
            reached.countDown();
            release.await(20, TimeUnit.SECONDS);
            return call.forward(evm.rpcUrl());
        });

        // when
        eventually().until(() -> asUser().get("/api/balance").statusCode() == 200 && reached.getCount() == 0);

        // then: the node has not answered yet, and here is the answer
        assertEquals(1, release.getCount());
        asUser().get("/api/balance").then().statusCode(200).body("updating", equalTo(true));
        eventually().untilAsserted(() -> assertAnswer("4.000000", true));
        release.countDown();
    }

    @Test
    void givenNothingKnownYet_whenAsked_thenItIsA503AndNeverAZero() {
        // given
        proxy.behave(RpcProxy.Behaviour.REFUSE_EVERYTHING);
        register(funded(9_000_000), "derived");

        // then
        asUser().get("/api/balance")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "2")
                .body("type", equalTo("urn:ballast:problem:balance-unknown"))
                .body("wallets[0].status", equalTo("UNKNOWN"))
                .body("wallets[0].balance", nullValue())
                .body(not(containsString("127.0.0.1")));
        asUser().get("/api/balance").then().statusCode(503);

        // when
        proxy.behave(RpcProxy.Behaviour.forwardTo(evm.rpcUrl()));

        // then
        eventually().untilAsserted(() -> assertAnswer("9.000000", false));
    }

    @Test
    void givenOnePartKnownAndTheOtherNot_whenAsked_thenThereIsNoSumWithAnInventedZero() {
        // given
        knownWallet(2_000_000);
        proxy.behave(RpcProxy.Behaviour.REFUSE_EVERYTHING);
        register(funded(1_000_000), "proxy");

        // then
        asUser().get("/api/balance")
                .then()
                .statusCode(503)
                .body("wallets.status[1]", equalTo("UNKNOWN"))
                .body("wallets.balance[1]", nullValue());

        // when
        proxy.behave(RpcProxy.Behaviour.forwardTo(evm.rpcUrl()));

        // then
        eventually().untilAsserted(() -> assertAnswer("3.000000", false));
    }

    @Test
    void givenANodeThatLags_whenAsked_thenTheValueDoesNotGoBack() {
        // given
        try (EvmNode lagging = EvmNode.start()) {
            evm.mine(Math.toIntExact(lagging.blockNumber()) + 20);
            UUID wallet = knownWallet(6_000_000);
            proxy.behave(RpcProxy.Behaviour.forwardTo(lagging.rpcUrl()));

            // when
            proxy.forgetCalls();
            asUser().get("/api/balance");
            eventually().until(() -> proxy.calls("eth_call") >= 1);
            eventually()
                    .until(() ->
                            !asUser().get("/api/balance").<Boolean>path("updating") || proxy.calls("eth_call") >= 3);

            // then
            asUser().get("/api/balance").then().statusCode(200);
            assertEquals(
                    new BigDecimal(6_000_000), database.balance(wallet, "USDC").get("raw"));
            assertEquals(1L, database.balance(wallet, "USDC").get("version"));
            try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
                eventually().until(() -> !events.changesOf(wallet).isEmpty());
                assertEquals(1, events.changesOf(wallet).size());
            }
        }
    }

    @Test
    void givenManyRequestsAtOnce_whenTheValueIsOld_thenOneRefreshAnswersThemAll() {
        // given
        knownWallet(8_000_000);
        untilQuiet();
        proxy.forgetCalls();
        CountDownLatch release = new CountDownLatch(1);
        proxy.behave(call -> {
            release.await(20, TimeUnit.SECONDS);
            return call.forward(evm.rpcUrl());
        });

        // when
        List<CompletableFuture<Boolean>> requests = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> asUser().get("/api/balance").<Boolean>path("updating")))
                .toList();
        List<Boolean> updating = requests.stream().map(CompletableFuture::join).toList();
        release.countDown();

        // then
        assertTrue(updating.stream().allMatch(Boolean::booleanValue), updating.toString());
        eventually().during(QUIET).until(() -> proxy.calls("eth_call") == 1);
        assertEquals(1, proxy.calls("eth_getBlockByNumber"));
    }

    @Test
    void givenANodeThatRefusesLargeCalls_whenRead_thenTheBatchIsHalvedUntilItFits() {
        // given
        List<String> addresses =
                IntStream.range(0, 8).mapToObj(i -> funded(1_000_000)).toList();
        proxy.behave(call -> call.body().length() > 3_000
                ? new RpcProxy.Reply(
                        200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"too large\"}}")
                : call.forward(evm.rpcUrl()));

        // when
        addresses.forEach(address -> register(address, "derived"));

        // then
        eventually().untilAsserted(() -> assertAnswer("8.000000", false));
    }

    /** Waits until no call has come for a while. */
    private void untilQuiet() {
        AtomicLong seen = new AtomicLong(-1);
        eventually().during(QUIET).until(() -> seen.getAndSet(proxy.calls("eth_call")) == proxy.calls("eth_call"));
    }

    private UUID knownWallet(long units) {
        UUID wallet = register(funded(units), "derived");
        String expected = BigDecimal.valueOf(units, 6).toPlainString();
        eventually().untilAsserted(() -> assertAnswer(expected, false));
        return wallet;
    }

    private String funded(long units) {
        String address = newAddress();
        evm.token().mint(address, BigInteger.valueOf(units));
        return address;
    }

    private void assertAnswer(String balance, boolean stale) {
        String json = asUser().get("/api/balance").asString();
        assertTrue(json.contains("\"balance\":" + balance + ","), json);
        assertTrue(json.contains("\"stale\":" + stale + ","), json);
    }
}
