package io.ballast.notification.stream;

import java.util.Optional;

/** What became of a publication. */
public sealed interface Appended {

    /** It is in the stream and on its way to the replicas. */
    record At(Position position) implements Appended {}

    /**
     * The stream has taken this event already: Kafka or the relay delivered it twice.
     *
     * @param position where, if the stream still holds it and it is no account's state
     */
    record Duplicate(Optional<Position> position) implements Appended {}

    /** A newer version of the account has been published. */
    record Outdated() implements Appended {}
}
