package io.ballast.chainbalance.refresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What operators are told of a network's age. */
class NetworkStateTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void givenANetworkThatNeverHadToAnswer_thenItHasNoAge() {
        assertTrue(Double.isNaN(NetworkState.NOT_ASKED.ageSeconds(NOON)));
        assertTrue(NetworkState.NOT_ASKED.up());
    }

    @Test
    void givenANetworkThatAnswered_whenItFallsSilent_thenItsAgeCountsFromTheAnswer() {
        NetworkState state = NetworkState.NOT_ASKED
                .answered(7, NOON)
                .unanswered(NOON.plusSeconds(30))
                .unanswered(NOON.plusSeconds(60));

        assertEquals(90, state.ageSeconds(NOON.plusSeconds(90)));
        assertEquals(7, state.height());
        assertFalse(state.up());
    }

    @Test
    void givenAReplicaStartedWhileNobodyAnswers_thenTheAgeCountsFromItsFirstAttempt() {
        NetworkState state = NetworkState.NOT_ASKED.unanswered(NOON).unanswered(NOON.plusSeconds(30));

        assertEquals(400, state.ageSeconds(NOON.plusSeconds(400)));
    }

    @Test
    void givenASilentNetwork_whenItAnswers_thenItsAgeCountsFromThere() {
        NetworkState state = NetworkState.NOT_ASKED.unanswered(NOON).answered(8, NOON.plusSeconds(300));

        assertEquals(1.5, state.ageSeconds(NOON.plusMillis(301_500)));
        assertTrue(state.up());
    }
}
