package io.ballast.notification.stream;

import static io.ballast.notification.stream.Subscriptions.Confirmed.AGAIN;
import static io.ballast.notification.stream.Subscriptions.Confirmed.FIRST;
import static io.ballast.notification.stream.Subscriptions.Confirmed.NOTHING;
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
    void isLiveOnceConfirmed() {
        assertTrue(subscriptions.add(CHANNEL, USER));
        assertFalse(subscriptions.add(CHANNEL, USER));
        subscriptions.requested(CHANNEL);
        assertFalse(subscriptions.isLive(CHANNEL));

        assertEquals(FIRST, subscriptions.confirmed(CHANNEL));

        assertTrue(subscriptions.isLive(CHANNEL));
        assertEquals(Optional.of(USER), subscriptions.userOf(CHANNEL));
    }

    @Test
    void whoLeavesAndComesBackWaitsForTheSecondConfirmation() {
        subscriptions.add(CHANNEL, USER);
        subscriptions.requested(CHANNEL);
        subscriptions.remove(CHANNEL);
        subscriptions.add(CHANNEL, USER);
        subscriptions.requested(CHANNEL);

        assertEquals(NOTHING, subscriptions.confirmed(CHANNEL));
        assertEquals(FIRST, subscriptions.confirmed(CHANNEL));
    }

    @Test
    void aConfirmationForWhoHasLeftMeansNothing() {
        subscriptions.add(CHANNEL, USER);
        subscriptions.requested(CHANNEL);
        assertTrue(subscriptions.remove(CHANNEL));
        assertFalse(subscriptions.remove(CHANNEL));

        assertEquals(NOTHING, subscriptions.confirmed(CHANNEL));
        assertEquals(0, subscriptions.size());
    }

    @Test
    void afterALossItIsConfirmedAgain() {
        subscriptions.add(CHANNEL, USER);
        subscriptions.requested(CHANNEL);
        subscriptions.confirmed(CHANNEL);

        subscriptions.lost();
        assertFalse(subscriptions.isLive(CHANNEL));
        subscriptions.requested(CHANNEL);

        assertEquals(AGAIN, subscriptions.confirmed(CHANNEL));
    }

    @Test
    void aLossBeforeTheFirstConfirmationIsNoneToRepair() {
        subscriptions.add(CHANNEL, USER);
        subscriptions.requested(CHANNEL);
        subscriptions.lost();
        subscriptions.requested(CHANNEL);

        assertEquals(FIRST, subscriptions.confirmed(CHANNEL));
    }
}
