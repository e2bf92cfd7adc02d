package io.ballast.chainbalance.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.chain.ReadResult;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuorumTest {

    private static final ReadResult FIVE = new ReadResult.Value(BigInteger.valueOf(5));
    private static final ReadResult LIE = new ReadResult.Value(BigInteger.valueOf(500));
    private static final ReadResult REVERTED = new ReadResult.Failed("reverted");

    @Test
    void givenOneOfTwoThatLies_whenBothMustAgree_thenTheDisputedReadIsNotBelievedAndItsNeighbourIs() {
        // given
        List<List<ReadResult>> answers = List.of(List.of(FIVE, REVERTED), List.of(LIE, REVERTED));

        // then
        assertFalse(Quorum.isSettled(answers, 2));
        assertEquals(List.of(new ReadResult.Failed("quorum_disagreement"), REVERTED), Quorum.vote(answers, 2));
    }

    @Test
    void givenOneOfThreeThatLies_whenTwoMustAgree_thenItIsOutvoted() {
        // given
        List<List<ReadResult>> answers = List.of(List.of(LIE), List.of(FIVE), List.of(FIVE));

        // then
        assertTrue(Quorum.isSettled(answers, 2));
        assertEquals(List.of(FIVE), Quorum.vote(answers, 2));
    }

    @Test
    void givenAnswersAsAWhole_whenNoneIsGivenOftenEnough_thenNoneIsAgreedOn() {
        // then
        assertEquals(Optional.of("a"), Quorum.agreed(List.of("b", "a", "a"), 2));
        assertEquals(Optional.empty(), Quorum.agreed(List.of("b", "a", "c"), 2));
        assertEquals(Optional.empty(), Quorum.agreed(List.of(), 1));
    }
}
