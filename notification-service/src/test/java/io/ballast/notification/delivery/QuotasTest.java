package io.ballast.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.notification.delivery.Quotas.Place;
import io.ballast.notification.user.User;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much one user, tenant or address may use. */
class QuotasTest {

    private static final int PER_USER = 20;

    private final Quotas quotas = new Quotas(SessionFixture.config());

    @Test
    void givenAUserWithAllItsConnections_whenAnotherComes_thenItIsRefusedUntilOneLeaves() {
        Place place = place("a");
        IntStream.range(0, PER_USER).forEach(i -> assertTrue(quotas.enter(place).isPresent()));

        assertTrue(quotas.enter(place).isEmpty());
        assertTrue(quotas.enter(place("b")).isPresent());

        quotas.leave(place);
        assertTrue(quotas.enter(place).isPresent());
        assertTrue(quotas.enter(place).isEmpty());
    }

    @Test
    void givenOneConnectionThatSendsTooMuch_whenAnotherOfTheUserSends_thenItIsServed() {
        Share loud = quotas.enter(place("a")).orElseThrow();
        Share quiet = quotas.enter(place("a")).orElseThrow();

        IntStream.range(0, SessionFixture.MAX_MESSAGES).forEach(i -> assertTrue(loud.message(10, 0)));

        assertFalse(loud.message(10, 1));
        assertTrue(quiet.message(10, 1));
        assertTrue(loud.message(10, 10_000));
    }

    @Test
    void givenManyConnectionsOfAUser_whenTheyTogetherSendTooMuch_thenAllAreRefused() {
        List<Share> shares = IntStream.range(0, PER_USER)
                .mapToObj(i -> quotas.enter(place("a")).orElseThrow())
                .toList();

        long served = shares.stream()
                .flatMap(
                        share -> IntStream.range(0, SessionFixture.MAX_MESSAGES).mapToObj(i -> share.message(1, 0)))
                .filter(taken -> taken)
                .count();

        assertEquals(10L * SessionFixture.MAX_MESSAGES, served);
        assertTrue(quotas.enter(place("b")).orElseThrow().message(1, 0));
    }

    @Test
    void givenMoreBytesThanAllowed_whenTheyAreSent_thenTheMessageIsRefused() {
        Share share = quotas.enter(place("a")).orElseThrow();

        assertTrue(share.message(65_536, 0));
        assertFalse(share.message(1, 0));
    }

    private static Place place(String user) {
        return new Place(new User("default", user), "127.0.0.1");
    }
}
