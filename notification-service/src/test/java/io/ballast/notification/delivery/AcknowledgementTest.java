package io.ballast.notification.delivery;

import static io.ballast.notification.delivery.SessionFixture.BALANCE;
import static io.ballast.notification.delivery.SessionFixture.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client says it has shown. */
class AcknowledgementTest {

    private final SessionFixture fixture = new SessionFixture();

    @Test
    void givenAClientThatAcknowledgesOften_whenTimePasses_thenTheFurthestIsToldOnce() {
        Session session = fixture.live(7);

        session.message("{\"event\":\"ack\",\"data\":{\"id\":\"e:5\"}}");
        session.message("{\"event\":\"ack\",\"data\":{\"id\":\"e:7\"}}");
        session.message("{\"event\":\"ack\",\"data\":{\"id\":\"e:6\"}}");
        assertEquals(List.of(), fixture.acknowledged());
        session.vigil().attend();
        session.vigil().attend();

        assertEquals(List.of("e:7"), fixture.acknowledged());
        assertEquals(List.of("balance_initial e:7"), fixture.sent());
    }

    @Test
    void givenAClientThatWantsToKnow_whenItAcknowledges_thenItIsAnswered() {
        Session session = fixture.live(7);

        session.message("{\"event\":\"ack\",\"ackId\":3,\"data\":{\"id\":\"e:7\"}}");
        session.message("{\"event\":\"ack\",\"data\":{}}");

        assertEquals(
                "{\"event\":\"acknowledged\",\"ackId\":3,\"data\":{\"position\":\"e:7\"}}",
                fixture.texts().get(1));
        assertEquals("error invalid_id", fixture.sent().getLast());
    }

    @Test
    void givenAClientThatResumes_whenItNamesAPlace_thenItHasShownThat() {
        Session session = fixture.session(at(5));
        session.begin();
        session.readBegins();

        session.vigil().attend();

        assertEquals(List.of("e:5"), fixture.acknowledged());
    }

    @Test
    void givenAnAcknowledgement_whenTheConnectionCloses_thenItCounts() {
        Session session = fixture.session();
        session.begin();
        session.keptWaiting(BALANCE);
        session.message("{\"event\":\"ack\",\"data\":{\"id\":\"e:5\"}}");

        session.closed();

        assertEquals(List.of("e:5"), fixture.acknowledged());
    }
}
