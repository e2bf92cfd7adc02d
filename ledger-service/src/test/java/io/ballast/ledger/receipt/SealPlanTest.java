package io.ballast.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.ledger.receipt.SealedStep.Progress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SealPlanTest {

    private static final int BLOCK_SIZE = 3;
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    @Test
    void givenAFullBlock_whenOneDatabaseTransactionGoesOnBehindIt_thenItsRestIsNotSealed() {
        // given
        ChainHead head = head(new Position(10, new UUID(-1, -1)), 100);
        List<PlacedTransaction> found = List.of(placed(20, 1), placed(20, 2), placed(20, 3));

        // when
        SealPlan plan = SealPlan.of(head, found, 50, BLOCK_SIZE);

        // then
        assertEquals(found, plan.due());
        assertEquals(new Position(20, new UUID(0, 3)), plan.sealed());
        assertEquals(Progress.FULL, plan.step().progress());
    }

    @Test
    void givenLessThanABlock_whenTheStretchReachesWhatStillRuns_thenAllBelowThatIsSealed() {
        // given
        ChainHead head = head(new Position(10, new UUID(-1, -1)), 40);

        // when
        SealPlan plan = SealPlan.of(head, List.of(placed(20, 1)), 50, BLOCK_SIZE);

        // then
        assertEquals(Position.before(40), plan.sealed());
        assertEquals(new SealedStep(1, Progress.DONE), plan.step());
    }

    @Test
    void givenNothing_whenTheStretchEndsBefore_thenTheNextBeginsBehindIt() {
        // given
        ChainHead head = head(new Position(10, new UUID(-1, -1)), 100);

        // when
        SealPlan plan = SealPlan.of(head, List.of(), 50, BLOCK_SIZE);

        // then
        assertEquals(Position.before(60), plan.sealed());
        assertEquals(new SealedStep(0, Progress.STRETCH_ENDED), plan.step());
    }

    @Test
    void givenNothing_whenTheStretchReachesWhatStillRuns_thenNothingIsWritten() {
        // given
        ChainHead head = head(new Position(10, new UUID(-1, -1)), 12);

        // when
        SealPlan plan = SealPlan.of(head, List.of(), 50, BLOCK_SIZE);

        // then
        assertEquals(head.sealed(), plan.sealed());
        assertEquals(new SealedStep(0, Progress.DONE), plan.step());
    }

    @Test
    void givenSteps_whenTheNextStretchIsChosen_thenItFollowsWhatWasFound() {
        assertEquals(128, StretchRules.next(256, Progress.FULL));
        assertEquals(1, StretchRules.next(1, Progress.FULL));
        assertEquals(1024, StretchRules.next(256, Progress.STRETCH_ENDED));
        assertEquals(
                1L << 24,
                LongStream.range(0, 100)
                        .reduce(1, (stretch, step) -> StretchRules.next(stretch, Progress.STRETCH_ENDED)));
        assertEquals(StretchRules.FIRST, StretchRules.next(1, Progress.DONE));
    }

    @Test
    void givenADatabaseThatCountsAnew_whenTheHeadIsRead_thenItIsAhead() {
        assertTrue(head(new Position(1000, new UUID(0, 1)), 1000).isAheadOfTheDatabase());
        assertFalse(head(Position.before(1000), 1000).isAheadOfTheDatabase());
    }

    private static ChainHead head(Position sealed, long completeBelow) {
        return new ChainHead("default", new SaltKey(new byte[Hash.LENGTH]), sealed, completeBelow, 4, Hash.NONE, NOW);
    }

    private static PlacedTransaction placed(long xid, long id) {
        UUID transactionId = new UUID(0, id);
        return new PlacedTransaction(
                new Position(xid, transactionId),
                new SealedTransaction("default", transactionId, "transfer", "USD", 2, NOW, List.of()));
    }
}
