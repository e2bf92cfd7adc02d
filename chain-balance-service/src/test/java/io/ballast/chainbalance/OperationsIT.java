package io.ballast.chainbalance;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What operators see, and what becomes of requests while PostgreSQL is away. */
@QuarkusTest
class OperationsIT extends RunningService {

    /**
     * A registration ends its owner's entry in Redis, and where Redis was not heard in time, as by a JVM that has just been started, it is
     * tried again in the background: an entry that is there may end once more.
     */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    @Test
    void givenTheServiceRuns_whenItsHealthIsAsked_thenItIsStartedLiveAndReady() {
        // then
        assertHealth("started", 200);
        assertHealth("live", 200);
        assertHealth("ready", 200);
    }

    @Test
    void givenARefresh_whenTheMetricsAreAsked_thenTheNetworkTellsOfItself() {
        // given
        register(newAddress(), "derived");
        eventually().until(() -> asUser().get("/api/balance").statusCode() == 200);

        // then: a refresh is counted after its balances can be read
        eventually()
                .untilAsserted(() -> assertEquals(
                        List.of(),
                        missing(
                                "chain_block_height{chain=\"evm\",network=\"local\"}",
                                "chain_reading_age_seconds{chain=\"evm\",network=\"local\"}",
                                "chain_refreshes_total{chain=\"evm\",network=\"local\",outcome=\"answered\"}",
                                "chain_rpc_calls_total{chain=\"evm\",method=\"eth_call\",network=\"local\"}",
                                "chain_balance_changes_total{chain=\"evm\",network=\"local\"}")));
    }

    @Test
    void givenTheServiceRuns_whenTheMetricsAreAsked_thenWhatAlertsLookAtIsCountedFromTheStart() {
        eventually()
                .untilAsserted(() -> assertEquals(
                        List.of(),
                        missing(
                                "chain_reorgs_total{chain=\"evm\",network=\"local\"}",
                                "chain_credits_withdrawn_total{chain=\"evm\",network=\"local\"}",
                                "chain_balance_reorgs_total{chain=\"evm\",network=\"local\"}",
                                "dlq_total{reason=\"failed\",topic=\"deposits.v1\"}")));
    }

    @Test
    void givenTheServicesPort_whenHealthOrMetricsAreAskedThere_thenTheyAreNotOffered() {
        // then
        given().get("/q/health").then().statusCode(404);
        given().get("/q/metrics").then().statusCode(404);
    }

    @Test
    void givenNoBenchmark_whenItsConstantIsAskedFor_thenItIsNotThere() {
        // then
        asUser().get("/bench/constant").then().statusCode(404);
    }

    @Test
    void givenPostgresIsAway_whenAsked_thenRedisAnswersOrItIsToldToComeBackAndARestartHealsEverything() {
        // given
        String address = newAddress();
        register(address, "derived");
        eventually().during(SETTLED).until(this::isCached);

        // when
        postgres.kill();
        try {
            eventually().untilAsserted(this::assertAnsweredFromRedis);
            assertProblem(asUser().get("/v1/wallets").then(), 503, "unavailable")
                    .header("Retry-After", "1");
            redis.flushAll();
            assertProblem(asUser().get("/api/balance").then(), 503, "unavailable")
                    .header("Retry-After", "1");
            assertHealth("live", 200);
            assertHealth("ready", 503);
        } finally {
            postgres.restart();
            reconnect();
        }
        evm.token().mint(address, BigInteger.TEN);

        // then
        eventually().untilAsserted(() -> assertHealth("ready", 200));
        eventually()
                .untilAsserted(() -> assertEquals(
                        "0.000010",
                        asUser().get("/api/balance")
                                .asString()
                                .replaceAll(".*\"balance\":([0-9.]+),\"derived.*", "$1")));
    }

    /** Nobody waits for Redis to be filled, and what a refresh overtakes is not filled in: then the next answer does it. */
    private boolean isCached() {
        asUser().get("/api/balance");
        return redis.command("EXISTS", "{chain-balance:default:user:" + user + "}:known")
                .equals("1");
    }

    /** A Redis that takes too long once, on a busy machine, is not asked for a second. */
    private void assertAnsweredFromRedis() {
        asUser().get("/api/balance").then().statusCode(200);
    }

    private List<String> missing(String... metrics) {
        String told = given().get(management.resolve("metrics"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return Stream.of(metrics).filter(metric -> !told.contains(metric)).toList();
    }
}
