package io.ballast.notification.stream;

import java.util.Objects;

/**
 * A place in a user's stream of events, the {@code id} of a frame.
 *
 * @param epoch names one life of the stream; a new one begins when Redis has lost it
 * @param sequence counts the events of that life from 1 without gaps; 0 is the place before the first
 */
public record Position(String epoch, long sequence) {

    public Position {
        Objects.requireNonNull(epoch, "epoch");
        if (sequence < 0) {
            throw new IllegalArgumentException("A sequence is not negative: " + sequence);
        }
    }

    public boolean sameEpoch(Position other) {
        return epoch.equals(other.epoch);
    }

    /** Whether the other place comes directly after this one. */
    public boolean isFollowedBy(Position other) {
        return sameEpoch(other) && other.sequence == sequence + 1;
    }

    /** The wire form, {@code <epoch>:<sequence>}. */
    @Override
    public String toString() {
        return epoch + ":" + sequence;
    }
}
