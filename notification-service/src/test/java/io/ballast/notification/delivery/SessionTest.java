package io.ballast.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.Replay;
import io.ballast.notification.stream.UserEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionTest {

    private final SessionFixture fixture = new SessionFixture();
    private final Session session = fixture.session();

    @Test
    void beginsWithTheBalanceAndThenDeliversWhatIsNewer() {
        // given events that came while the position was read
        session.readBegins();
        session.received(frame(4));
        session.received(frame(5));
        session.received(frame(6));

        // when
        session.caughtUp(new Replay.Reset(at(5), List.of()), SessionFixture.BALANCE);

        // then
        assertEquals(List.of("balance_initial e:5", "e:6"), fixture.sent());
    }

    @Test
    void deliversWhatComesNextAndDropsWhatItHas() {
        live(5);

        session.received(frame(6));
        session.received(frame(6));
        session.received(frame(3));
        session.received(frame(7));

        assertEquals(List.of("balance_initial e:5", "e:6", "e:7"), fixture.sent());
        assertEquals(0, fixture.reads());
    }

    @Test
    void aGapIsReadFromTheStream() {
        // given
        live(5);

        // when 6 and 7 were lost
        session.received(frame(8));
        assertEquals(1, fixture.reads());
        session.readBegins();
        session.received(frame(9));
        session.caughtUp(new Replay.Missed(List.of(event(6), event(7), event(8))), null);

        // then
        assertEquals(List.of("balance_initial e:5", "e:6", "e:7", "e:8", "e:9"), fixture.sent());
        assertEquals(1, fixture.reads());
    }

    @Test
    void aNewEpochBeginsAnewWithTheBalance() {
        // given
        live(5);

        // when
        session.received(frame("f", 1));
        session.readBegins();
        session.caughtUp(
                new Replay.Reset(new Position("f", 0), List.of(event("f", 1), event("f", 2))), SessionFixture.BALANCE);
        session.received(frame("f", 3));

        // then
        assertEquals(List.of("balance_initial e:5", "balance_initial f:0", "f:1", "f:2", "f:3"), fixture.sent());
    }

    @Test
    void anEventOfTheOldEpochThatComesLateEndsInOneMoreRead() {
        live(5);
        session.received(frame("f", 1));
        session.readBegins();
        session.caughtUp(new Replay.Reset(new Position("f", 0), List.of(event("f", 1))), SessionFixture.BALANCE);

        session.received(frame(6));
        session.readBegins();
        session.caughtUp(new Replay.Missed(List.of()), null);

        assertEquals(2, fixture.reads());
        session.received(frame("f", 2));
        assertEquals(List.of("balance_initial e:5", "balance_initial f:0", "f:1", "f:2"), fixture.sent());
    }

    @Test
    void whatIsTooMuchToHoldIsReadAgain() {
        // given
        session.readBegins();
        IntStream.rangeClosed(6, 6 + SessionFixture.MAX_HELD).forEach(i -> session.received(frame(i)));

        // when
        session.caughtUp(new Replay.Reset(at(5), List.of()), SessionFixture.BALANCE);

        // then what was held is delivered, and the rest is read
        assertEquals(1 + SessionFixture.MAX_HELD, fixture.sent().size());
        assertEquals(1, fixture.reads());
    }

    @Test
    void aLostConnectionToRedisLeadsToARead() {
        live(5);

        session.maybeMissed();
        session.maybeMissed();
        session.readBegins();
        session.caughtUp(new Replay.Missed(List.of()), null);

        assertEquals(1, fixture.reads());
    }

    @Test
    void aConnectionLostDuringAReadLeadsToAnother() {
        session.readBegins();
        session.maybeMissed();

        session.caughtUp(new Replay.Reset(at(5), List.of()), SessionFixture.BALANCE);

        assertEquals(1, fixture.reads());
    }

    @Test
    void whileRedisIsAwayTheBalanceHasNoPlace() {
        session.keptWaiting(SessionFixture.BALANCE);
        session.keptWaiting(SessionFixture.BALANCE);
        assertEquals(List.of("balance_initial"), fixture.sent());

        session.readBegins();
        session.caughtUp(new Replay.Reset(at(5), List.of()), SessionFixture.BALANCE);
        session.keptWaiting(SessionFixture.BALANCE);

        assertEquals(List.of("balance_initial", "balance_initial e:5"), fixture.sent());
    }

    @Test
    void aReaderThatDoesNotReadIsClosedAndNothingIsWrittenToItAnyMore() {
        // given
        live(0);
        fixture.stall();

        // when
        IntStream.rangeClosed(1, 10_000).forEach(i -> session.received(frame(i)));

        // then
        assertEquals(CloseCode.SLOW_READER, fixture.closedWith());
        assertTrue(fixture.outstandingBytes() <= SessionFixture.MAX_OUTSTANDING);
        assertFalse(session.isOpen());
        assertEquals(1, fixture.left());
    }

    @Test
    void aReaderThatReadsIsNotSlowHoweverMuchComes() {
        live(0);

        IntStream.rangeClosed(1, 10_000).forEach(i -> session.received(frame(i)));

        assertEquals(10_001, fixture.sent().size());
    }

    @Test
    void requestsAreBounded() {
        live(5);

        IntStream.rangeClosed(0, SessionFixture.MAX_REQUESTS)
                .forEach(i -> session.message("{\"event\":\"get_current_balance\"}"));
        assertEquals(SessionFixture.MAX_REQUESTS, fixture.balanceRequests());
        assertEquals("error too_many_requests", fixture.sent().getLast());

        session.currentBalance(null, SessionFixture.BALANCE);
        session.message("{\"event\":\"get_current_balance\"}");
        assertEquals(SessionFixture.MAX_REQUESTS + 1, fixture.balanceRequests());
    }

    @Test
    void repeatedAbuseCloses() {
        live(5);

        IntStream.rangeClosed(0, SessionFixture.MAX_OFFENCES).forEach(i -> session.message("nonsense"));

        assertEquals(CloseCode.ABUSE, fixture.closedWith());
    }

    @Test
    void offencesAreForgottenAfterAWhile() {
        live(5);

        for (int i = 0; i < 5 * SessionFixture.MAX_OFFENCES; i++) {
            session.message("nonsense");
            fixture.pass(SessionFixture.OFFENCE_WINDOW.dividedBy(SessionFixture.MAX_OFFENCES - 1));
        }

        assertTrue(session.isOpen());
    }

    @Test
    void whoIsSilentIsPingedAndThenClosed() {
        live(5);
        fixture.pass(Duration.ofSeconds(50));
        session.keepAlive();
        assertEquals(1, fixture.pings());
        session.heard();
        fixture.pass(Duration.ofSeconds(50));
        session.keepAlive();
        assertTrue(session.isOpen());

        fixture.pass(Duration.ofSeconds(11));
        session.keepAlive();

        assertEquals(CloseCode.IDLE, fixture.closedWith());
    }

    @Test
    void nothingHappensOnAClosedSession() {
        live(5);
        session.closed();

        session.received(frame(6));
        session.maybeMissed();
        session.message("{\"event\":\"get_current_balance\"}");
        session.keepAlive();
        session.caughtUp(new Replay.Missed(List.of(event(6))), null);

        assertEquals(List.of("balance_initial e:5"), fixture.sent());
        assertEquals(0, fixture.reads());
        assertEquals(0, fixture.balanceRequests());
    }

    private void live(long sequence) {
        session.readBegins();
        session.caughtUp(new Replay.Reset(at(sequence), List.of()), SessionFixture.BALANCE);
    }

    private static Position at(long sequence) {
        return new Position("e", sequence);
    }

    private static Frame frame(long sequence) {
        return frame("e", sequence);
    }

    private static Frame frame(String epoch, long sequence) {
        return Frame.of(event(epoch, sequence));
    }

    private static UserEvent event(long sequence) {
        return event("e", sequence);
    }

    private static UserEvent event(String epoch, long sequence) {
        return new UserEvent(new Position(epoch, sequence), "balance_updated", "{}", "", Instant.EPOCH);
    }
}
