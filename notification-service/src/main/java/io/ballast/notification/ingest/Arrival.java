package io.ballast.notification.ingest;

import io.ballast.events.Event;
import io.ballast.notification.state.AccountState;
import io.ballast.notification.stream.Publication.Update;
import io.ballast.notification.user.User;
import java.util.Optional;

/**
 * An event on its way to its user's stream.
 *
 * @param payload the frame's {@code data}
 * @param state the account's, if that is what the event tells: its version says whether it is news, otherwise the event's id
 * @param update the message for the channel of all updates, if that is on
 */
record Arrival(Event<?> event, User user, Object payload, Optional<AccountState> state, Optional<Update> update) {

    /** Something has happened. */
    static Arrival happening(Event<?> event, User user, Object payload, Optional<Update> update) {
        return new Arrival(event, user, payload, Optional.empty(), update);
    }

    boolean isHappening() {
        return state.isEmpty();
    }
}
