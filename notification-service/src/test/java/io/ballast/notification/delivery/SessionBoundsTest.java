package io.ballast.notification.delivery;

import static io.ballast.notification.delivery.SessionFixture.BALANCE;
import static io.ballast.notification.delivery.SessionFixture.event;
import static io.ballast.notification.delivery.SessionFixture.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.notification.stream.Replay;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a client may cost, and how a session ends. */
class SessionBoundsTest {

    private static final String ASK_BALANCE = "{\"event\":\"get_current_balance\"}";

    private final SessionFixture fixture = new SessionFixture();
    private final Session session = fixture.live(5);

    @Test
    void givenAReaderThatDoesNotRead_whenMuchComes_thenItIsClosedAndNothingIsWrittenToItAnyMore() {
        // given
        fixture.stall();

        // when
        IntStream.rangeClosed(6, 10_000).forEach(i -> session.received(frame(i)));

        // then
        assertEquals(CloseCode.SLOW_READER, fixture.closedWith());
        assertTrue(fixture.outstandingBytes() <= SessionFixture.MAX_OUTSTANDING);
        assertFalse(session.isOpen());
        assertEquals(1, fixture.left());
    }

    @Test
    void givenAReaderThatReads_whenMuchComes_thenItIsNotSlow() {
        IntStream.rangeClosed(6, 10_005).forEach(i -> session.received(frame(i)));

        assertEquals(10_001, fixture.sent().size());
    }

    @Test
    void givenRequestsInFlight_whenAnotherIsTooMany_thenItIsRefusedUntilOneIsAnswered() {
        // given
        IntStream.range(0, SessionFixture.MAX_REQUESTS).forEach(i -> session.message(ASK_BALANCE));

        // when
        session.message(ASK_BALANCE);

        // then
        assertEquals(SessionFixture.MAX_REQUESTS, fixture.balanceRequests());
        assertEquals("error too_many_requests", fixture.sent().getLast());

        // when
        session.dialogue().currentBalance(null, BALANCE);
        session.dialogue().unavailable(null);
        session.message(ASK_BALANCE);
        session.message(ASK_BALANCE);

        // then
        assertEquals(SessionFixture.MAX_REQUESTS + 2, fixture.balanceRequests());
    }

    @Test
    void givenAClient_whenItSendsNonsenseAgainAndAgain_thenItIsClosed() {
        IntStream.rangeClosed(0, SessionFixture.MAX_OFFENCES).forEach(i -> session.message("nonsense"));

        assertEquals(CloseCode.ABUSE, fixture.closedWith());
    }

    @Test
    void givenAClient_whenItSendsNonsenseNowAndThen_thenItIsForgotten() {
        for (int i = 0; i < 5 * SessionFixture.MAX_OFFENCES; i++) {
            session.message("nonsense");
            fixture.pass(SessionFixture.OFFENCE_WINDOW.dividedBy(SessionFixture.MAX_OFFENCES - 1));
        }

        assertTrue(session.isOpen());
    }

    @Test
    void givenTheBalanceCanNotBeRead_whenAClientAsksAgainAndAgain_thenThatIsNoOffence() {
        for (int i = 0; i < 5 * SessionFixture.MAX_OFFENCES; i++) {
            session.message(ASK_BALANCE);
            session.dialogue().unavailable(null);
        }

        assertEquals("error temporarily_unavailable", fixture.sent().getLast());
        assertTrue(session.isOpen());
    }

    @Test
    void givenASilentClient_whenTimePasses_thenItIsPingedAndInTheEndClosed() {
        // given
        fixture.pass(Duration.ofSeconds(50));
        session.keepAlive();
        assertEquals(1, fixture.pings());

        // when it answers
        session.heard();
        fixture.pass(Duration.ofSeconds(50));
        session.keepAlive();

        // then
        assertTrue(session.isOpen());

        // when it does not
        fixture.pass(Duration.ofSeconds(11));
        session.keepAlive();

        // then
        assertEquals(CloseCode.IDLE, fixture.closedWith());
    }

    @Test
    void givenAnOpenSession_whenItIsAttendedTo_thenItIsPingedOnceInEachInterval() {
        for (int half = 0; half < 2 * 100; half++) {
            fixture.pass(Duration.ofMillis(500));
            session.heard();
            session.vigil().attend();
        }

        assertEquals(4, fixture.pings());
    }

    @Test
    void givenAClosedSession_whenAnythingComes_thenNothingHappens() {
        // given
        session.closed();

        // when
        session.begin();
        session.received(frame(6));
        session.maybeMissed();
        session.message(ASK_BALANCE);
        session.binaryMessage();
        session.keepAlive();
        session.caughtUp(new Replay.Missed(List.of(event(6))), null);

        // then
        assertEquals(List.of("balance_initial e:5"), fixture.sent());
        assertEquals(0, fixture.reads());
        assertEquals(0, fixture.balanceRequests());
        assertEquals(0, fixture.pings());
    }
}
