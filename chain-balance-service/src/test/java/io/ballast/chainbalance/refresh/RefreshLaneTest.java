package io.ballast.chainbalance.refresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefreshLaneTest {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);

    private final RefreshLane lane = new RefreshLane(2, 3);

    @Test
    void givenAnIdleLane_whenManyAsk_thenOnlyTheFirstWakesTheWorker() {
        // then
        assertTrue(lane.want(List.of(A)));
        assertFalse(lane.want(List.of(A)));
        assertFalse(lane.want(List.of(B)));
        assertFalse(lane.wantPoll());
    }

    @Test
    void givenAWalletUnderWay_whenTheChainHasMovedIt_thenItIsReadOnceMore() {
        // given
        lane.want(List.of(A));
        lane.next();

        // when
        assertFalse(lane.wantAgain(List.of(A)));
        lane.ended();

        // then
        assertEquals(new RefreshLane.Work.Wanted(List.of(A)), lane.next());
    }

    @Test
    void givenAnIdleLane_whenNothingIsAskedFor_thenNobodyIsWoken() {
        // then
        assertFalse(lane.want(List.of()));
    }

    @Test
    void givenAWalletUnderWay_whenAskedForAgain_thenItIsNotRefreshedTwice() {
        // given
        lane.want(List.of(A));

        // when
        RefreshLane.Work first = lane.next();
        lane.want(List.of(A));
        lane.ended();

        // then
        assertEquals(new RefreshLane.Work.Wanted(List.of(A)), first);
        assertEquals(new RefreshLane.Work.Nothing(), lane.next());
    }

    @Test
    void givenABatchUnderWay_whenOthersAsk_thenTheyGatherForTheNextOne() {
        // given
        lane.want(List.of(A));
        lane.next();

        // when
        lane.want(List.of(B));
        lane.want(List.of(C));
        lane.ended();

        // then
        assertEquals(new RefreshLane.Work.Wanted(List.of(B, C)), lane.next());
    }

    @Test
    void givenMoreThanABatch_whenTaken_thenItComesInPortions() {
        // given
        lane.want(List.of(A, B, C));

        // then
        assertEquals(new RefreshLane.Work.Wanted(List.of(A, B)), lane.next());
        lane.ended();
        assertEquals(new RefreshLane.Work.Wanted(List.of(C)), lane.next());
    }

    @Test
    void givenAFullQueue_whenAnotherAsks_thenItIsLeftToThePoll() {
        // given
        lane.want(List.of(A, B, C));

        // when
        lane.want(List.of(new UUID(0, 4)));

        // then
        assertFalse(lane.isUnderWay(new UUID(0, 4)));
        assertTrue(lane.isUnderWay(C));
    }

    @Test
    void givenAPollAndARequest_whenTaken_thenTheRequestComesFirst() {
        // given
        lane.wantPoll();
        lane.want(List.of(A));

        // then
        assertEquals(new RefreshLane.Work.Wanted(List.of(A)), lane.next());
        lane.ended();
        assertEquals(new RefreshLane.Work.Due(), lane.next());
        lane.ended();
        assertEquals(new RefreshLane.Work.Nothing(), lane.next());
    }

    @Test
    void givenRequestsWithoutEnd_whenTaken_thenThePollHasItsTurnAllTheSame() {
        // given
        lane.wantPoll();
        lane.want(List.of(A, B, C));

        // then
        assertEquals(new RefreshLane.Work.Wanted(List.of(A, B)), lane.next());
        lane.ended();
        assertEquals(new RefreshLane.Work.Due(), lane.next());
        lane.ended();
        lane.wantPoll();
        assertEquals(new RefreshLane.Work.Wanted(List.of(C)), lane.next());
    }

    @Test
    void givenWalletsFoundDue_whenStarted_thenTheyAreUnderWay() {
        // given
        lane.wantPoll();
        lane.next();

        // when
        lane.started(List.of(A));

        // then
        assertTrue(lane.isUnderWay(A));
        lane.ended();
        assertFalse(lane.isUnderWay(A));
    }

    @Test
    void givenAFullBatchOfDueWallets_whenEnded_thenThePollGoesOn() {
        // given
        lane.wantPoll();
        lane.next();

        // when
        lane.started(List.of(A, B));
        lane.ended();

        // then
        assertEquals(new RefreshLane.Work.Due(), lane.next());
    }

    @Test
    void givenALaneThatHasComeToRest_whenAsked_thenItIsWokenAgain() {
        // given
        lane.want(List.of(A));
        lane.next();
        lane.ended();
        lane.next();

        // then
        assertTrue(lane.want(List.of(A)));
    }
}
