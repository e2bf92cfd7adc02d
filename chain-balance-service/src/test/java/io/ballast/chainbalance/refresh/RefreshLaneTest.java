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
    void onlyTheFirstRequestWakesTheWorker() {
        // then
        assertTrue(lane.want(List.of(A)));
        assertFalse(lane.want(List.of(A)));
        assertFalse(lane.want(List.of(B)));
        assertFalse(lane.wantPoll());
    }

    @Test
    void askingForNothingWakesNobody() {
        // then
        assertFalse(lane.want(List.of()));
    }

    @Test
    void aWalletUnderWayIsNotRefreshedTwice() {
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
    void requestsThatComeMeanwhileGatherForTheNextBatch() {
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
    void aBatchIsBounded() {
        // given
        lane.want(List.of(A, B, C));

        // then
        assertEquals(new RefreshLane.Work.Wanted(List.of(A, B)), lane.next());
        lane.ended();
        assertEquals(new RefreshLane.Work.Wanted(List.of(C)), lane.next());
    }

    @Test
    void whatFindsNoPlaceToWaitIsLeftToThePoll() {
        // given
        lane.want(List.of(A, B, C));

        // when
        lane.want(List.of(new UUID(0, 4)));

        // then
        assertFalse(lane.isUnderWay(new UUID(0, 4)));
        assertTrue(lane.isUnderWay(C));
    }

    @Test
    void whoAskedComesBeforeWhatIsDue() {
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
    void whatThePollHasFoundIsUnderWay() {
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
    void aFullBatchOfDueWalletsMeansThereMayBeMore() {
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
    void anIdleLaneIsWokenAgain() {
        // given
        lane.want(List.of(A));
        lane.next();
        lane.ended();
        lane.next();

        // then
        assertTrue(lane.want(List.of(A)));
    }
}
