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
 * @param restart where this reader had to begin anew within that life, because the stream no longer held all that it
 *     missed; empty if it never had to. To clients it is part of the epoch, so that what they were not told shows; other
 *     readers of the stream do not notice.
 */
public record Position(String epoch, long sequence, String restart) {

    /**
     * An epoch is 60 random bits in base 36, a restart a sequence in base 36; a sequence beyond 2^53 could not be told to
     * Redis' Lua exactly.
     */
    private static final Pattern WIRE =
            Pattern.compile("([0-9a-z]{1,16})(?:\\.([0-9a-z]{1,11}))?:(0|[1-9][0-9]{0,14})");

    private static final int RADIX = 36;

    public Position {
        Objects.requireNonNull(epoch, "epoch");
        Objects.requireNonNull(restart, "restart");
        if (sequence < 0) {
            throw new IllegalArgumentException("A sequence is not negative: " + sequence);
        }
    }

    /** A place as a reader sees it that has never had to begin anew. */
    public Position(String epoch, long sequence) {
        this(epoch, sequence, "");
    }

    /** Reads the wire form; empty for any other text. */
    public static Optional<Position> parse(String text) {
        Matcher form = WIRE.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String restart = form.group(2) == null ? "" : form.group(2);
        return Optional.of(new Position(form.group(1), Long.parseLong(form.group(3)), restart));
    }

    public boolean sameEpoch(Position other) {
        return epoch.equals(other.epoch);
    }

    /** Whether the other place comes directly after this one. */
    public boolean isFollowedBy(Position other) {
        return sameEpoch(other) && other.sequence == sequence + 1;
    }

    /** This place for a reader that begins anew here: what clients take for the epoch is another than before. */
    public Position beginningAnew() {
        return new Position(epoch, sequence, Long.toString(sequence, RADIX));
    }

    /** This place as the reader of the other one sees it. */
    public Position seenFrom(Position reader) {
        return restart.equals(reader.restart) ? this : new Position(epoch, sequence, reader.restart);
    }

    /** What clients take for the epoch: another one follows a {@code balance_initial}. */
    public String life() {
        return restart.isEmpty() ? epoch : epoch + "." + restart;
    }

    /** The wire form, {@code <epoch>:<sequence>}. */
    @Override
    public String toString() {
        return life() + ":" + sequence;
    }
}
