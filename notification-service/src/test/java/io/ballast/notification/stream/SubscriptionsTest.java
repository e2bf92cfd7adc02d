package io.ballast.notification.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.notification.user.User;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {

    private static final User USER = new User("default", "user-a");
    private static final String CHANNEL = "channel-of-a";

    private final Subscriptions subscriptions = new Subscriptions();

    @Test
    void givenASubscription_whenItIsConfirmed_thenItIsLive() {
        assertTrue(subscriptions.add(CHANNEL, USER));
        assertFalse(subscriptions.add(CHANNEL, USER));
        subscriptions.requested(CHANNEL);
        assertFalse(subscriptions.isLive(CHANNEL));

        assertTrue(subscriptions.confirmed(CHANNEL));

        assertTrue(subscriptions.isLive(CHANNEL));
        assertEquals(Optional.of(USER), subscriptions.userOf(CHANNEL));
    }

    @Test
    void givenWhoLeavesAndComesBack_whenTheFirstRequestIsConfirmed_thenTheSecondIsStillWaitedFor() {
        subscriptions.add(CHANNEL, USER);
        subscriptions.requested(CHANNEL);
        subscriptions.remove(CHANNEL);
        subscriptions.add(CHANNEL, USER);
        subscriptions.requested(CHANNEL);

        assertFalse(subscriptions.confirmed(CHANNEL));
        assertTrue(subscriptions.confirmed(CHANNEL));
    }

    @Test
    void givenWhoHasLeft_whenTheRequestIsConfirmed_thenThatMeansNothing() {
        subscriptions.add(CHANNEL, USER);
        subscriptions.requested(CHANNEL);
        assertTrue(subscriptions.remove(CHANNEL));
        assertFalse(subscriptions.remove(CHANNEL));

        assertFalse(subscriptions.confirmed(CHANNEL));
        assertEquals(0, subscriptions.size());
    }

    @Test
    void givenALiveSubscription_whenTheConnectionIsLost_thenItIsConfirmedAgain() {
        subscriptions.add(CHANNEL, USER);
        subscriptions.requested(CHANNEL);
        subscriptions.confirmed(CHANNEL);

        subscriptions.lost();
        assertFalse(subscriptions.isLive(CHANNEL));
        subscriptions.requested(CHANNEL);

        assertTrue(subscriptions.confirmed(CHANNEL));
    }
}
