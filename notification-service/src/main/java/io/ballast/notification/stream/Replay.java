package io.ballast.notification.stream;

import java.util.List;

/** What a reader has to be given to be up to date. Never a part of what it missed. */
public sealed interface Replay {

    /** The events to be delivered, in order and without gaps. */
    List<UserEvent> events();

    /** Everything after the place the reader had reached. */
    record Missed(List<UserEvent> events) implements Replay {
        public Missed {
            events = List.copyOf(events);
        }
    }

    /**
     * What the reader missed can not be told: it has to begin anew with the balance of now.
     *
     * @param start the place it continues from
     * @param events everything after that place
     */
    record Reset(Position start, List<UserEvent> events) implements Replay {
        public Reset {
            events = List.copyOf(events);
        }
    }
}
