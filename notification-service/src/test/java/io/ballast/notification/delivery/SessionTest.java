package io.ballast.notification.delivery;

import static io.ballast.notification.delivery.SessionFixture.BALANCE;
import static io.ballast.notification.delivery.SessionFixture.at;
import static io.ballast.notification.delivery.SessionFixture.event;
import static io.ballast.notification.delivery.SessionFixture.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.notification.stream.Position;
import io.ballast.notification.stream.Replay;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Order and gaps: what a session sends, and when it reads the stream. */
class SessionTest {

    private final SessionFixture fixture = new SessionFixture();

    @Test
    void givenTheChannelIsNotHeardYet_whenEventsCome_thenTheyAreLeftToTheReadThatFollows() {
        // given
        Session session = fixture.session();

        // when
        session.received(frame(5));
        assertEquals(0, fixture.reads());
        session.begin();
        session.begin();

        // then
        assertEquals(1, fixture.reads());
        session.readBegins();
        session.caughtUp(new Replay.Reset(at(5), List.of()), BALANCE);
        assertEquals(List.of("balance_initial e:5"), fixture.sent());
    }

    @Test
    void givenEventsThatCameDuringTheFirstRead_whenItEnds_thenTheBalanceIsFollowedByWhatIsNewer() {
        // given
        Session session = fixture.session();
        session.begin();
        session.readBegins();
        session.received(frame(4));
        session.received(frame(5));
        session.received(frame(6));

        // when
        session.caughtUp(new Replay.Reset(at(5), List.of()), BALANCE);

        // then
        assertEquals(List.of("balance_initial e:5", "e:6"), fixture.sent());
    }

    @Test
    void givenALiveSession_whenEventsComeTwiceOrLate_thenEachIsDeliveredOnce() {
        // given
        Session session = fixture.live(5);

        // when
        session.received(frame(6));
        session.received(frame(6));
        session.received(frame(3));
        session.received(frame(7));

        // then
        assertEquals(List.of("balance_initial e:5", "e:6", "e:7"), fixture.sent());
        assertEquals(0, fixture.reads());
    }

    @Test
    void givenALiveSession_whenEventsAreMissing_thenTheyAreReadFromTheStream() {
        // given
        Session session = fixture.live(5);

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
    void givenALiveSession_whenANewEpochBegins_thenItBeginsAnewWithTheBalance() {
        // given
        Session session = fixture.live(5);

        // when
        session.received(frame("f", 1));
        session.readBegins();
        session.caughtUp(new Replay.Reset(new Position("f", 0), List.of(event("f", 1), event("f", 2))), BALANCE);
        session.received(frame("f", 3));

        // then
        assertEquals(List.of("balance_initial e:5", "balance_initial f:0", "f:1", "f:2", "f:3"), fixture.sent());
    }

    @Test
    void givenANewEpoch_whenAnEventOfTheOldOneComesLate_thenItEndsInOneMoreRead() {
        // given
        Session session = fixture.live(5);
        session.received(frame("f", 1));
        session.readBegins();
        session.caughtUp(new Replay.Reset(new Position("f", 0), List.of(event("f", 1))), BALANCE);

        // when
        session.received(frame(6));
        session.readBegins();
        session.caughtUp(new Replay.Missed(List.of()), null);
        session.received(frame("f", 2));

        // then
        assertEquals(2, fixture.reads());
        assertEquals(List.of("balance_initial e:5", "balance_initial f:0", "f:1", "f:2"), fixture.sent());
    }

    @Test
    void givenMoreEventsThanAreHeldDuringARead_whenItEnds_thenTheHeldAreDeliveredAndTheRestIsRead() {
        // given
        Session session = fixture.live(5);
        session.maybeMissed();
        session.readBegins();
        IntStream.rangeClosed(6, 6 + SessionFixture.MAX_HELD).forEach(i -> session.received(frame(i)));

        // when
        session.caughtUp(new Replay.Missed(List.of()), null);

        // then
        assertEquals(1 + SessionFixture.MAX_HELD, fixture.sent().size());
        assertEquals(2, fixture.reads());
    }

    @Test
    void givenALiveSession_whenTheChannelIsHeardAgain_thenItReadsOnce() {
        // given
        Session session = fixture.live(5);

        // when
        session.maybeMissed();
        session.readBegins();
        session.caughtUp(new Replay.Missed(List.of(event(6))), null);

        // then
        assertEquals(1, fixture.reads());
        assertEquals(List.of("balance_initial e:5", "e:6"), fixture.sent());
    }

    @Test
    void givenARead_whenTheChannelIsHeardAgainMeanwhile_thenAnotherFollows() {
        // given
        Session session = fixture.session();
        session.maybeMissed();
        session.readBegins();

        // when
        session.maybeMissed();
        session.caughtUp(new Replay.Reset(at(5), List.of()), BALANCE);

        // then
        assertEquals(2, fixture.reads());
    }

    @Test
    void givenRedisIsAway_whenTheBalanceIsKnown_thenItIsSentOnceWithoutAPlaceAndLaterWithOne() {
        // given
        Session session = fixture.session();

        // when
        session.keptWaiting(BALANCE);
        session.keptWaiting(BALANCE);

        // then
        assertEquals(List.of("balance_initial"), fixture.sent());

        // when
        session.begin();
        session.readBegins();
        session.caughtUp(new Replay.Reset(at(5), List.of()), BALANCE);
        session.keptWaiting(BALANCE);

        // then
        assertEquals(List.of("balance_initial", "balance_initial e:5"), fixture.sent());
    }
}
