package io.ballast.notification.delivery;

import static io.ballast.notification.delivery.SessionFixture.BALANCE;
import static io.ballast.notification.delivery.SessionFixture.at;
import static io.ballast.notification.delivery.SessionFixture.event;
import static io.ballast.notification.delivery.SessionFixture.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.Replay;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client that comes back gets exactly what it missed, or begins anew. */
class ResumeTest {

    private static final String SINCE_5 = "{\"event\":\"subscribe_balance\",\"data\":{\"since\":\"e:5\"}}";

    private final SessionFixture fixture = new SessionFixture();

    @Test
    void givenAPlace_whenTheStreamTellsWhatIsMissing_thenThatFollowsAndNoBalance() {
        // given
        Session session = fixture.session(at(5));
        session.begin();
        session.readBegins();

        // when
        session.caughtUp(new Replay.Missed(List.of(event(6), event(7))), null);
        session.keptWaiting(BALANCE);
        session.received(frame(8));

        // then
        assertEquals(List.of("balance_subscribed e:5 true", "e:6", "e:7", "e:8"), fixture.sent());
    }

    @Test
    void givenAPlace_whenTheStreamCannotTell_thenTheSessionBeginsAnew() {
        // given
        Session session = fixture.session(at(5));
        session.begin();
        session.readBegins();

        // when
        session.caughtUp(new Replay.Reset(new Position("f", 2), List.of()), BALANCE);

        // then
        assertEquals(List.of("balance_subscribed  false", "balance_initial f:2"), fixture.sent());
    }

    @Test
    void givenAPlaceThatTheStreamIsTrimmedPast_whenTheSessionBeginsAnew_thenItsFramesSayAnotherEpoch() {
        // given
        Session session = fixture.session(at(5));
        session.begin();
        session.readBegins();

        // when
        session.caughtUp(new Replay.Reset(at(40).beginningAnew(), List.of()), BALANCE);
        session.received(frame(41));
        session.received(frame(43));
        session.readBegins();
        session.caughtUp(new Replay.Missed(List.of(event(42), event(43))), null);

        // then
        assertEquals(
                List.of("balance_subscribed  false", "balance_initial e.14:40", "e.14:41", "e.14:42", "e.14:43"),
                fixture.sent());
        assertEquals("e.14", fixture.begunAt().life());
    }

    @Test
    void givenALiveSession_whenItsClientNamesAnEarlierPlace_thenWhatFollowsItIsDelivered() {
        // given
        Session session = fixture.live(7);

        // when
        session.message(SINCE_5);
        session.readBegins();
        session.caughtUp(new Replay.Missed(List.of(event(6), event(7))), null);
        session.received(frame(8));

        // then
        assertEquals(
                List.of("balance_initial e:7", "balance_subscribed e:5 true", "e:6", "e:7", "e:8"), fixture.sent());
    }

    @Test
    void givenAReadUnderWay_whenAPlaceIsNamed_thenItsResultIsNotUsedForIt() {
        // given
        Session session = fixture.session();
        session.begin();
        session.readBegins();

        // when
        session.message(SINCE_5);
        session.caughtUp(new Replay.Reset(at(7), List.of()), BALANCE);
        session.readBegins();
        session.caughtUp(new Replay.Missed(List.of(event(6), event(7))), null);

        // then
        assertEquals(2, fixture.reads());
        assertEquals(List.of("balance_subscribed e:5 true", "e:6", "e:7"), fixture.sent());
    }

    @Test
    void givenAnUnansweredPlace_whenAnotherIsNamed_thenItIsRefused() {
        // given
        Session session = fixture.live(7);

        // when
        session.message(SINCE_5);
        session.message(SINCE_5);

        // then
        assertEquals("error too_many_requests", fixture.sent().getLast());
        assertEquals(1, fixture.reads());
    }

    @Test
    void givenSomethingThatIsNoPlace_whenItIsNamed_thenItIsRefused() {
        // given
        Session session = fixture.live(7);

        // when
        for (String since : List.of("\"e\"", "7", "\"e:-1\"", "\"e:99999999999999999999\"", "\"E!:1\"", "{}", "\"\"")) {
            session.message("{\"event\":\"subscribe_balance\",\"data\":{\"since\":" + since + "}}");
            assertEquals("error invalid_since", fixture.sent().getLast());
            fixture.pass(SessionFixture.OFFENCE_WINDOW.plusSeconds(1));
        }

        // then
        assertEquals(0, fixture.reads());
    }
}
