package io.ballast.notification.stream;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a user's stream of events, the {@code id} of a frame.
 *
 * @param epoch names one life of the stream; a new one begins when Redis has lost it
 * @param sequence counts the events of that life from 1 without gaps; 0 is the place before the first
 */
public record Position(String epoch, long sequence) {

    /** An epoch is 60 random bits in base 36; a sequence beyond 2^53 could not be told to Redis' Lua exactly. */
    private static final Pattern WIRE = Pattern.compile("([0-9a-z]{1,16}):(0|[1-9][0-9]{0,14})");

    public Position {
        Objects.requireNonNull(epoch, "epoch");
        if (sequence < 0) {
            throw new IllegalArgumentException("A sequence is not negative: " + sequence);
        }
    }

    /** Reads the wire form; empty for any other text. */
    public static Optional<Position> parse(String text) {
        Matcher form = WIRE.matcher(text);
        return form.matches()
                ? Optional.of(new Position(form.group(1), Long.parseLong(form.group(2))))
                : Optional.empty();
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
