package io.ballast.notification.delivery;

import static io.ballast.notification.delivery.SessionFixture.START;
import static io.ballast.notification.delivery.SessionFixture.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.notification.security.AccessToken;
import io.ballast.notification.security.Revocation;
import io.ballast.notification.user.User;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A token's time on an open session. */
class CredentialTest {

    private static final String REFRESH = "{\"event\":\"refresh_token\",\"ackId\":1,\"data\":{\"token\":\"another\"}}";

    private final SessionFixture fixture = new SessionFixture();
    private final Session session = fixture.live(5);

    @Test
    void givenATokenThatIsNotRefreshed_whenItsTimeComes_thenTheClientIsWarnedOnceAndAfterTheGraceClosed() {
        // given
        fixture.pass(Duration.ofMinutes(58));
        attend();
        assertEquals(1, fixture.sent().size());

        // when
        fixture.pass(Duration.ofSeconds(61));
        attend();
        attend();
        assertEquals("token_expiring", fixture.sent().getLast());
        assertEquals(2, fixture.sent().size());

        // then it is still served in the grace
        fixture.pass(Duration.ofSeconds(65));
        attend();
        session.received(SessionFixture.frame(6));
        assertTrue(session.isOpen());
        assertEquals("e:6", fixture.sent().getLast());
        fixture.pass(Duration.ofSeconds(10));
        attend();
        assertEquals(CloseCode.TOKEN_EXPIRED, fixture.closedWith());
    }

    @Test
    void givenAWarning_whenAnotherTokenComes_thenTheSessionGoesOn() {
        fixture.pass(Duration.ofMinutes(59).plusSeconds(30));
        attend();

        session.message(REFRESH);
        assertEquals("another", fixture.verified());
        session.dialogue().tokenAccepted(null, later(USER));
        fixture.pass(Duration.ofMinutes(30));
        attend();

        assertEquals("token_refreshed", fixture.sent().getLast());
        assertTrue(session.isOpen());
    }

    @Test
    void givenATokenOfSomebodyElse_whenItIsSent_thenItIsRefusedAndTheOldOneCounts() {
        for (User other : new User[] {new User("default", "user-b"), new User("north", "user-a")}) {
            session.message(REFRESH);
            session.dialogue().tokenAccepted(null, later(other));
            assertEquals("error token_refused", fixture.sent().getLast());
        }
        fixture.pass(Duration.ofMinutes(61));
        attend();

        assertEquals(CloseCode.TOKEN_EXPIRED, fixture.closedWith());
    }

    @Test
    void givenARevocation_whenItConcernsTheToken_thenTheSessionIsClosed() {
        session.vigil().revoked(new Revocation(new User("north", "user-a"), "", START, START));
        session.vigil().revoked(new Revocation(USER, "another", START, START));
        session.vigil().revoked(new Revocation(USER, "", START.minusSeconds(1), START));
        assertTrue(session.isOpen());

        session.vigil().revoked(new Revocation(USER, "id", START, START));

        assertFalse(session.isOpen());
        assertEquals(CloseCode.TOKEN_REVOKED, fixture.closedWith());
    }

    @Test
    void givenAShortToken_whenItIsOpened_thenTheWarningComesAtHalfItsTime() {
        SessionFixture brief = new SessionFixture(SessionFixture.token(USER, Duration.ofSeconds(20)), Wire.PLAIN);
        Session opened = brief.live(5);
        opened.vigil().attend();
        assertEquals(1, brief.sent().size());

        brief.pass(Duration.ofSeconds(10));
        opened.vigil().attend();

        assertEquals("token_expiring", brief.sent().getLast());
    }

    /** Of a client that answers its pings. */
    private void attend() {
        session.heard();
        session.vigil().attend();
    }

    private static AccessToken later(User user) {
        return SessionFixture.token(user, Duration.ofHours(3));
    }
}
