package io.ballast.ledger.listing;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Writes the place where the next page begins as a text that clients hand back as it is. It gives no right to anything. */
final class Cursors {

    private static final byte FORM = 1;
    private static final int LENGTH = 1 + 4 + 8 + 8 + 16;
    private static final int MAX_TEXT = 64;

    private Cursors() {}

    static String write(ListingFilter filter, Position position) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .put(FORM)
                .putInt(filter.fingerprint())
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, position.at()))
                .putLong(position.version())
                .putLong(position.id().getMostSignificantBits())
                .putLong(position.id().getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The place; empty if the text was not written by {@link #write} for this filter. */
    static Optional<Position> read(ListingFilter filter, String text) {
        if (text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        try {
            return read(filter, ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Position> read(ListingFilter filter, ByteBuffer bytes) {
        if (bytes.remaining() != LENGTH || bytes.get() != FORM || bytes.getInt() != filter.fingerprint()) {
            return Optional.empty();
        }
        Instant at = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
        if (!ListingRules.isInRange(at)) {
            return Optional.empty();
        }
        return Optional.of(new Position(at, bytes.getLong(), new UUID(bytes.getLong(), bytes.getLong())));
    }
}
