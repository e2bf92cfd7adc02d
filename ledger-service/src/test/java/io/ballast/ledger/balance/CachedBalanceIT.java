package io.ballast.ledger.balance;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.ledger.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CachedBalanceIT extends RunningService {

    private static final Duration BOUND = Duration.ofSeconds(10);

    @Inject
    BalanceCache cache;

    @Test
    void givenAnEmptyRedis_whenTheBalanceIsRead_thenItComesFromTheDatabaseAndNextTimeFromRedis() {
        // given
        openAccount(user);
        pay(user, "-9849.50").statusCode(201);
        eventually().until(() -> redis("GET").equals("150.50"));
        redis.flushAll();

        // then
        assertCached("{\"balance\":150.50,\"cached\":false}");
        assertCached("{\"balance\":150.50,\"cached\":true}");
        assertEquals("150.50", redis("GET"));
    }

    @Test
    void givenAPayment_whenItIsAnswered_thenTheCacheHasTheNewBalanceForAnHour() {
        // given
        openAccount(user);

        // when
        pay(user, "-0.01").statusCode(201);

        // then
        assertCached("{\"balance\":9999.99,\"cached\":true}");
        long ttl = Long.parseLong(redis("PTTL").replaceAll("\\D", ""));
        assertEquals(1, Math.ceilDiv(ttl, Duration.ofHours(1).toMillis()), "PTTL " + ttl);
    }

    @Test
    void givenABalanceInRedis_whenAnOlderOneArrivesLate_thenItIsNotTaken() {
        // given
        write("300.00", 3);

        // then
        write("200.00", 2);
        assertEquals("300.00", redis("GET"));
        write("400.00", 4);
        assertEquals("400.00", redis("GET"));

        // when
        redis.command("DEL", BalanceKeys.balance(TENANT, user));

        // then
        write("300.00", 3);
        assertCacheHasNothing();
        write("400.00", 4);
        assertEquals("400.00", redis("GET"));
    }

    /** The write after the commit was lost: what Redis has is old, and only the event can tell. */
    @Test
    void givenAnOldBalanceInRedis_whenTheEventArrives_thenItIsBroughtUpToDate() {
        // given
        openAccount(user);
        eventually().until(() -> redis("GET").equals("10000.00"));

        // when
        redis.kill();
        try {
            pay(user, "-1.00").statusCode(201);
            assertCached("{\"balance\":9999.00,\"cached\":false}");
        } finally {
            redis.restart();
        }

        // then
        eventually().until(() -> redis("GET").equals("9999.00"));
        assertCached("{\"balance\":9999.00,\"cached\":true}");
    }

    @Test
    void givenSomethingElseUnderTheKey_whenTheBalanceIsRead_thenItIsNotBelieved() {
        // given
        openAccount(user);
        eventually().until(() -> redis("GET").equals("10000.00"));
        redis.command("SET", BalanceKeys.balance(TENANT, user), "garbage");

        // then
        assertCached("{\"balance\":10000.00,\"cached\":false}");
        assertCached("{\"balance\":10000.00,\"cached\":true}");
    }

    @Test
    void givenAnotherTenant_whenItsUserHasTheSameId_thenTheKeysDiffer() {
        assertEquals("balance:user:u1", BalanceKeys.balance("default", "u1"));
        assertEquals("tenant:acme:balance:user:u1", BalanceKeys.balance("acme", "u1"));
    }

    @Test
    void givenNoAccount_whenTheBalanceIsRead_thenThatIsSaid() {
        assertProblem(asUser().get("/transactions/balance/cached").then(), 404, "account-not-found");
    }

    private void assertCached(String body) {
        asUser().get("/transactions/balance/cached").then().statusCode(200).body(equalTo(body));
    }

    private void assertCacheHasNothing() {
        assertEquals("0", redis("EXISTS").replaceAll("\\D", ""));
    }

    private void write(String balance, long version) {
        cache.writeAll(List.of(new CacheableBalance(TENANT, user, new BigDecimal(balance), version)))
                .await()
                .atMost(BOUND);
    }

    private String redis(String command) {
        return String.valueOf(redis.command(command, BalanceKeys.balance(TENANT, user)));
    }
}
