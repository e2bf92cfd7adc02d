package io.ballast.ledger.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.ledger.security.Caller;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    /** Slow enough that nothing comes back while a test runs. */
    private static final long SLOW = 1;

    private static final int MEASURED = 200_000;

    @Test
    void givenAUser_whenTheirBurstIsUsedUp_thenTheyWaitAndOthersDoNot() {
        // given
        RateLimits limits = new RateLimits(new Config(3, 100, 1_000));
        take(limits, user("a"), 3);

        // when
        RateDecision refused = limits.take(user("a"));

        // then
        assertFalse(refused.isAllowed());
        assertEquals("user", refused.exceeded().name());
        assertTrue(refused.waitNanos() > 0);
        assertTrue(refused.retryAfterSeconds() >= 1);
        assertTrue(limits.take(user("b")).isAllowed());
        assertTrue(limits.take(new Caller("acme", "a", Set.of("user"))).isAllowed());
    }

    @Test
    void givenATenant_whenItsBurstIsUsedUp_thenNobodyOfItLosesTheirOwn() {
        // given
        RateLimits limits = new RateLimits(new Config(10, 10, 4));
        take(limits, user("a"), 4);

        // when
        RateDecision refused = limits.take(user("b"));

        // then
        assertFalse(refused.isAllowed());
        assertEquals("tenant", refused.exceeded().name());
        assertEquals(10, refused.ownRemaining());
        assertTrue(limits.take(new Caller("acme", "b", Set.of("user"))).isAllowed());
    }

    @Test
    void givenStaff_whenTheyAskForManyUsers_thenTheirQuotaIsTheirOwn() {
        // given
        RateLimits limits = new RateLimits(new Config(1, 5, 1_000));
        Caller service = new Caller("default", "a", Set.of("service"));

        // then
        take(limits, service, 5);
        assertEquals("staff", limits.take(service).exceeded().name());
        assertTrue(limits.take(user("a")).isAllowed());
    }

    @Test
    void givenADecision_whenItIsTold_thenTheHeadersAreThoseOfTheDraft() {
        // given
        RateLimits limits = new RateLimits(new Config(3, 5, 10));

        // when
        RateDecision decision = limits.take(user("a"));

        // then
        assertEquals("\"user\";q=3;w=3, \"tenant\";q=10;w=10", limits.policy(decision));
        assertEquals("\"user\";r=2;t=1, \"tenant\";r=9;t=1", limits.state(decision));
    }

    @Test
    void givenABatchOfMoreThanRemains_whenItsItemsAreCounted_thenItsSenderIsInDebtAndWaitsForThat() {
        // given
        RateLimits limits = new RateLimits(new Config(5, 5, 100));
        take(limits, user("a"), 1);

        // when
        RateDecision charged = limits.charge(user("a"), 9);

        // then
        assertEquals(-5, charged.ownRemaining());
        assertEquals("\"user\";r=0;t=10, \"tenant\";r=90;t=10", limits.state(charged));
        RateDecision refused = limits.take(user("a"));
        assertFalse(refused.isAllowed());
        assertTrue(refused.retryAfterSeconds() > 5, () -> refused.retryAfterSeconds() + " s");
        assertTrue(limits.take(user("b")).isAllowed());
    }

    @Test
    void givenALimitOfNothing_whenTheServiceStarts_thenItDoesNot() {
        assertThrows(IllegalArgumentException.class, () -> new Quota("user", 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Quota("user", 1, 0));
    }

    /** What a request pays for being counted, printed for who wants to know. */
    @Test
    void givenManyRequests_whenTheyAreCounted_thenTheCostIsTold() {
        // given
        RateLimits limits = new RateLimits(new Config(Long.MAX_VALUE / 4, 5, Long.MAX_VALUE / 4));
        long length = cost(limits);

        // when
        long start = System.nanoTime();
        length += cost(limits);
        long nanos = System.nanoTime() - start;

        // then
        assertTrue(length > 0);
        System.out.printf("counting a request costs %d ns, headers included%n", nanos / MEASURED);
    }

    private static long cost(RateLimits limits) {
        long length = 0;
        for (int index = 0; index < MEASURED; index++) {
            RateDecision decision = limits.take(user("user-" + index % 1_000));
            length += limits.policy(decision).length() + limits.state(decision).length();
        }
        return length;
    }

    private static void take(RateLimits limits, Caller caller, int requests) {
        for (int index = 0; index < requests; index++) {
            assertTrue(limits.take(caller).isAllowed());
        }
    }

    private static Caller user(String id) {
        return new Caller("default", id, Set.of("user"));
    }

    private record Config(long userBurst, long staffBurst, long tenantBurst) implements RateLimitConfig {

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public long size() {
            return 1_000;
        }

        @Override
        public User user() {
            return new Limit(userBurst);
        }

        @Override
        public Staff staff() {
            return new Limit(staffBurst);
        }

        @Override
        public Tenant tenant() {
            return new Limit(tenantBurst);
        }
    }

    private record Limit(long burst) implements RateLimitConfig.User, RateLimitConfig.Staff, RateLimitConfig.Tenant {

        @Override
        public long perSecond() {
            return SLOW;
        }
    }
}
