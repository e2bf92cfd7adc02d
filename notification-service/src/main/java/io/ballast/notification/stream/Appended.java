package io.ballast.notification.stream;

/** What became of a publication. */
public sealed interface Appended {

    /** It is in the stream and on its way to the replicas. */
    record At(Position position) implements Appended {}

    /** The stream holds this event already: Kafka or the relay delivered it twice. */
    record Duplicate() implements Appended {}

    /** A newer version of the account has been published. */
    record Outdated() implements Appended {}
}
