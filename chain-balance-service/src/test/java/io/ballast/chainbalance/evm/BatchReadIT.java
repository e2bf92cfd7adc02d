package io.ballast.chainbalance.evm;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How wallets are read together. */
@QuarkusTest
@TestProfile(BehindProxy.EveryRequestRefreshes.class)
@QuarkusTestResource(value = RpcProxyResource.class, restrictToAnnotatedClass = true)
class BatchReadIT extends BehindProxy {

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
        assertNull(database.balance(wallet, "MISSING").get("raw"));
        assertNull(database.balance(wallet, "USDC").get("last_error"));
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
}
