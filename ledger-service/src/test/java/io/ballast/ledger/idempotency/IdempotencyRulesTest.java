package io.ballast.ledger.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.ballast.ledger.idempotency.IdempotencyRules.SavedAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdempotencyRulesTest {

    private static final Answer ANSWER = new Answer(201, "/transactions/1", "{}");
    private static final Claim CLAIM = new Claim("user-a", "key-1", "hash-1");

    @Test
    void givenANewKey_whenItIsHeld_thenTheWorkProceeds() {
        assertEquals(List.of(new Verdict.Proceed()), decide(List.of(CLAIM), List.of(true), Map.of()));
    }

    @Test
    void givenASavedAnswer_whenTheSameRequestComesAgain_thenItIsReplayed() {
        // given
        Map<Integer, SavedAnswer> saved = Map.of(0, new SavedAnswer("hash-1", ANSWER));

        // then
        assertEquals(List.of(new Verdict.Replay(ANSWER)), decide(List.of(CLAIM), List.of(true), saved));
        assertEquals(List.of(new Verdict.Replay(ANSWER)), decide(List.of(CLAIM), List.of(false), saved));
    }

    @Test
    void givenASavedAnswer_whenAnotherRequestUsesTheKey_thenItIsRefused() {
        // given
        Map<Integer, SavedAnswer> saved = Map.of(0, new SavedAnswer("hash-2", ANSWER));

        // then
        assertEquals(List.of(new Verdict.Reused()), decide(List.of(CLAIM), List.of(true), saved));
    }

    @Test
    void givenAKeyThatAnotherTransactionHolds_whenItIsClaimed_thenItIsInFlight() {
        assertEquals(List.of(new Verdict.InFlight()), decide(List.of(CLAIM), List.of(false), Map.of()));
    }

    @Test
    void givenABatchWithDuplicates_whenItIsDecided_thenTheFirstProceedsAndTheOthersFollowIt() {
        // given
        Claim other = new Claim("user-a", "key-1", "hash-2");
        Claim ofAnotherUser = new Claim("user-b", "key-1", "hash-2");

        // when
        List<Verdict> verdicts =
                decide(List.of(CLAIM, CLAIM, other, ofAnotherUser), List.of(true, true, true, true), Map.of());

        // then
        assertEquals(
                List.of(new Verdict.Proceed(), new Verdict.SameAs(0), new Verdict.Reused(), new Verdict.Proceed()),
                verdicts);
    }

    @Test
    void givenPartsThatReadTheSameTogether_whenTheyAreHashed_thenTheirHashesDiffer() {
        assertNotEquals(RequestHash.of("ab", "c"), RequestHash.of("a", "bc"));
        assertNotEquals(RequestHash.of("a", null), RequestHash.of("a", "-"));
        assertNotEquals(RequestHash.of("a"), RequestHash.of("a", null));
        assertEquals(RequestHash.of("a", null, 1), RequestHash.of("a", null, 1));
    }

    private static List<Verdict> decide(List<Claim> claims, List<Boolean> held, Map<Integer, SavedAnswer> saved) {
        return IdempotencyRules.decide(claims, held, saved);
    }
}
