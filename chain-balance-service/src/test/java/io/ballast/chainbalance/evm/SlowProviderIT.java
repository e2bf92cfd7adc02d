package io.ballast.chainbalance.evm;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.RunningService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider that answers after 10 s, longer than a call may take: what callers see of it. */
@QuarkusTest
@TestProfile(SlowProviderIT.ShortPatience.class)
@QuarkusTestResource(value = TwoProviders.class, restrictToAnnotatedClass = true)
class SlowProviderIT extends RunningService {

    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final Duration FRESH_FOR = Duration.ofSeconds(4);

    /** Every request refreshes, and an old value is soon one that is said to be old. */
    public static class ShortPatience implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ballast.refresh.interval", "1h",
                    "ballast.refresh.lively-interval", "1h",
                    "ballast.evm.networks.local.follow", "false",
                    "ballast.evm.networks.local.web-socket-urls", "",
                    "ballast.balance.revalidate-after", "0s",
                    "ballast.balance.fresh-for", FRESH_FOR.toSeconds() + "s",
                    "ballast.evm.rpc.call-timeout", "2s");
        }
    }

    TwoProviders.Pair providers;

    private final CountDownLatch end = new CountDownLatch(1);
    private final String address = newAddress();

    @BeforeEach
    void givenAKnownWallet() {
        answerAtOnce(providers.first());
        answerAtOnce(providers.second());
        evm.token().mint(address, BigInteger.valueOf(4_000_000));
        register(address, "derived");
        eventually().until(() -> isFresh("4.0"));
    }

    @AfterEach
    void letGo() {
        end.countDown();
    }

    @Test
    void givenOneOfTwoThatIsSlow_whenAsked_thenTheOtherTakesOverAndAnswersStayFresh() {
        // given
        CountDownLatch asked = answerSlowly(providers.first());
        answerSlowly(providers.second());
        eventually().until(() -> balance("") != null && asked.getCount() == 0);
        answerAtOnce(providers.second());

        // when
        evm.token().mint(address, BigInteger.valueOf(1_000_000));

        // then: the first is as slow as before
        eventually().until(() -> isFresh("5.0"));
        assertEquals(1, end.getCount());
        long second = providers.second().calls("eth_call");
        eventually().until(() -> isFresh("5.0") && providers.second().calls("eth_call") >= second + 3);
    }

    @Test
    void givenAllAreSlow_whenAsked_thenAnswersComeFromCacheAndNoneSaysFreshThatIsNot() {
        // given
        CountDownLatch asked = answerSlowly(providers.first());
        answerSlowly(providers.second());
        evm.token().mint(address, BigInteger.valueOf(1_000_000));

        // when: a call is on its way, and here are answers all the same
        eventually().until(() -> balance("").getBoolean("updating") && asked.getCount() == 0);

        // then
        eventually().until(() -> balance("").getBoolean("stale"));
        eventually().until(() -> balance("").getString("derived_status").equals("LAST_KNOWN"));
        assertTrue(balance("?maxAge=1s").getBoolean("stale"));
        assertTrue(balance("?live=true&deadline=1s").getBoolean("cached"));
        asUser().body("{\"asset\":\"USDC\",\"amount\":1}")
                .post("/v1/balance-checks?maxAge=1s")
                .then()
                .statusCode(503)
                .body("code", equalTo("balance-too-old"));
        assertEquals(1, end.getCount());

        // when
        answerAtOnce(providers.first());
        answerAtOnce(providers.second());

        // then
        eventually().until(() -> isFresh("5.0"));
    }

    private boolean isFresh(String amount) {
        JsonPath answer = balance("");
        return answer != null
                && !answer.getBoolean("stale")
                && new BigDecimal(amount).compareTo(new BigDecimal(answer.getString("balance"))) == 0;
    }

    /** The answer, which keeps its promise or says that it does not; null while nothing is known. */
    private JsonPath balance(String query) {
        Instant before = Instant.now();
        Response response = asUser().get("/api/balance" + query);
        if (response.statusCode() != 200) {
            return null;
        }
        JsonPath answer = response.jsonPath();
        Instant asOf = Instant.parse(answer.getString("asOf"));
        assertTrue(
                answer.getBoolean("stale") || !asOf.isBefore(before.minus(FRESH_FOR)),
                () -> before + " " + response.asString());
        return answer;
    }

    private void answerAtOnce(RpcProxy provider) {
        provider.behave(RpcProxy.Behaviour.forwardTo(evm.rpcUrl()));
    }

    /** @return is at zero once it has been asked */
    private CountDownLatch answerSlowly(RpcProxy provider) {
        CountDownLatch asked = new CountDownLatch(1);
        provider.behave(call -> {
            asked.countDown();
            end.await(SLOW.toSeconds(), TimeUnit.SECONDS);
            return call.forward(evm.rpcUrl());
        });
        return asked;
    }
}
