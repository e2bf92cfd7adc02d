package io.ballast.chainbalance.evm;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.EventsFixture;
import io.ballast.infrastructure.EvmNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node can do to the service. */
@QuarkusTest
@TestProfile(BehindProxy.EveryRequestRefreshes.class)
@QuarkusTestResource(value = RpcProxyResource.class, restrictToAnnotatedClass = true)
class NodeTroubleIT extends BehindProxy {

    @TestHTTPResource(value = "/", management = true)
    URI management;

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

    @ParameterizedTest
    @CsvSource({
        "null, rpc_malformed",
        "'{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,\"message\":\"header not found\"}}', rpc_refused"
    })
    void givenANodeThatAnswersNoCall_whenAsked_thenTheLastKnownValueIsServedAsStale(String body, String code) {
        // given
        UUID wallet = knownWallet(7_000_000);

        // when
        proxy.behave(
                call -> call.method().equals("eth_call") ? new RpcProxy.Reply(200, body) : call.forward(evm.rpcUrl()));

        // then
        eventually().untilAsserted(() -> {
            assertAnswer("7.000000", true);
            assertEquals(code, database.balance(wallet, "USDC").get("last_error"));
        });
        RestAssured.given().get(management.resolve("metrics")).then().body(containsString("outcome=\"" + code + "\""));
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
    void givenANodeThatLags_whenAsked_thenTheValueDoesNotGoBack() {
        // given
        try (EvmNode lagging = EvmNode.start()) {
            evm.mine(Math.toIntExact(lagging.blockNumber()) + 20);
            UUID wallet = knownWallet(6_000_000);
            proxy.behave(RpcProxy.Behaviour.forwardTo(lagging.rpcUrl()));

            // when: the second call comes after the first answer has been dealt with
            proxy.forgetCalls();
            eventually().untilAsserted(() -> {
                asUser().get("/api/balance");
                assertTrue(proxy.calls("eth_call") >= 2);
                RestAssured.given()
                        .get(management.resolve("metrics"))
                        .then()
                        .body(containsString("code=\"node_behind\""));
            });

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
}
