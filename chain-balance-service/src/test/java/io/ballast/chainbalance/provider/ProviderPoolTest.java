package io.ballast.chainbalance.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainUnavailable;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failover, breaker, pauses and quorum, by a clock of the test's own. Providers are their names. */
class ProviderPoolTest {

    private static final Duration OPEN = Duration.ofSeconds(2);
    private static final Duration LONGEST_OPEN = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final TestClock clock = new TestClock();
    private final List<String> called = new ArrayList<>();
    private final Map<String, RpcException> failing = new HashMap<>();
    private final ProviderPool<String> pool = new ProviderPool<>(
            new ChainNetwork("evm", "test"), List.of(provider(1, "a"), provider(2, "b"), provider(3, "c")), 3, clock);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givenAProviderThatFails_whenCalled_thenTheNextAnswersAndIsAskedFirstFromThenOn(boolean async) {
        // given
        failing.put("a", RpcException.unavailable("rpc_timeout"));

        // then
        assertEquals("b", call(async));
        assertEquals("b", call(async));
        assertEquals(List.of("a", "b", "b"), called);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givenAllFail_whenCalled_thenTheLastReasonIsTold(boolean async) {
        // given
        failAll("rpc_http_error");

        // then
        assertEquals("rpc_http_error", unavailable(() -> call(async)));
        assertEquals(List.of("a", "b", "c"), called);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givenAProviderThatKeepsFailing_whenCalled_thenItIsLeftAloneAndTriedOnceWhenThePauseIsOver(boolean async) {
        // given
        failAll("rpc_timeout");
        for (int i = 0; i < 3; i++) {
            unavailable(() -> call(async));
        }
        called.clear();

        // then
        assertEquals("rpc_timeout", unavailable(() -> call(async)));
        assertEquals(List.of(), called);

        // when: the one try fails, and the pause doubles
        clock.pass(OPEN);
        unavailable(() -> call(async));
        clock.pass(OPEN);
        unavailable(() -> call(async));

        // then
        assertEquals(List.of("a", "b", "c"), called);

        // when
        clock.pass(OPEN);
        failing.clear();

        // then
        assertEquals("a", call(async));
        assertEquals("a", call(async));
    }

    @Test
    void givenProvidersThatWereAwayForHours_whenTheyAreBack_thenTheyAreAskedWithinTheLongestPauseAfterFailures() {
        // given
        failAll("rpc_unreachable");
        for (int i = 0; i < 1000; i++) {
            unavailable(() -> call(false));
            clock.pass(OPEN);
        }

        // when
        failing.clear();
        clock.pass(LONGEST_OPEN);

        // then
        assertTrue(pool.isAskable());
        assertEquals("a", call(false));
    }

    @Test
    void givenAllAreLeftAlone_whenAsked_thenThatIsSaid() {
        // given
        failAll("rpc_unreachable");
        for (int i = 0; i < 3; i++) {
            assertTrue(pool.isAskable());
            unavailable(() -> call(false));
        }

        // then
        assertFalse(pool.isAskable());

        // when
        clock.pass(OPEN);

        // then
        assertTrue(pool.isAskable());
    }

    @Test
    void givenRetryAfter_whenCalled_thenItIsRespectedThoughItIsTheFirstFailure() {
        // given
        failing.put("a", RpcException.throttled(Optional.of(Duration.ofSeconds(30))));
        call(false);
        failing.clear();
        failing.put("b", RpcException.unavailable("rpc_timeout"));
        called.clear();

        // when
        clock.pass(Duration.ofSeconds(29));
        call(false);

        // then
        assertEquals(List.of("b", "c"), called);

        // when
        clock.pass(Duration.ofSeconds(1));
        failing.put("c", RpcException.unavailable("rpc_timeout"));

        // then
        assertEquals("a", call(false));
    }

    @Test
    void givenAnAbsurdRetryAfter_whenCalled_thenItIsFollowedForABoundedTime() {
        // given
        failing.put("a", RpcException.throttled(Optional.of(Duration.ofDays(365))));
        call(false);
        failing.clear();
        failing.put("b", RpcException.unavailable("rpc_timeout"));
        failing.put("c", RpcException.unavailable("rpc_timeout"));

        // when
        clock.pass(LONGEST);

        // then
        assertEquals("a", call(false));
    }

    @Test
    void givenARefusedCall_whenItHappensOften_thenTheProviderIsNotBlamed() {
        // given
        failing.put("a", RpcException.refused("rpc_refused"));
        failing.put("b", RpcException.unavailable("rpc_timeout"));
        failing.put("c", RpcException.unavailable("rpc_timeout"));
        for (int i = 0; i < 10; i++) {
            unavailable(() -> call(false));
        }

        // when
        failing.remove("a");

        // then
        assertEquals("a", call(false));
    }

    @Test
    void givenAProviderThatLags_whenCalled_thenItIsAskedLast() {
        // given
        pool.saw("a", 96);
        pool.saw("b", 100);

        // then
        assertEquals("b", call(false));

        // when
        pool.saw("a", 99);
        failing.put("b", RpcException.unavailable("rpc_timeout"));

        // then
        assertEquals("a", call(false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givenAQuorum_whenEnoughAnswer_thenTheirAnswersAreGivenAndElseNone(boolean async) {
        // given
        failing.put("b", RpcException.unavailable("rpc_timeout"));

        // then
        assertEquals(List.of("a", "c"), several(async, 2));
        assertEquals("quorum_missing", unavailable(() -> several(async, 3)));
    }

    private String call(boolean async) {
        return async ? pool.callAsync(this::answerAsync).await().indefinitely() : pool.call(this::answer);
    }

    private List<String> several(boolean async, int wanted) {
        List<ProviderPool.Answer<String, String>> answers = async
                ? pool.severalAsync(wanted, this::answerAsync).await().indefinitely()
                : pool.several(wanted, this::answer);
        return answers.stream().map(ProviderPool.Answer::value).sorted().toList();
    }

    private String answer(String name) throws RpcException {
        called.add(name);
        if (failing.containsKey(name)) {
            throw failing.get(name);
        }
        return name;
    }

    private Uni<String> answerAsync(String name) {
        called.add(name);
        return failing.containsKey(name)
                ? Uni.createFrom().failure(failing.get(name))
                : Uni.createFrom().item(name);
    }

    private void failAll(String code) {
        List.of("a", "b", "c").forEach(name -> failing.put(name, RpcException.unavailable(code)));
    }

    private static String unavailable(Supplier<?> call) {
        return assertThrows(ChainUnavailable.class, call::get).code();
    }

    private static Provider<String> provider(int number, String name) {
        return new Provider<>(number, name, new ProviderHealth(3, OPEN, LONGEST_OPEN, LONGEST));
    }

    private static final class TestClock extends Clock {

        private Instant now = Instant.parse("2026-11-28T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
