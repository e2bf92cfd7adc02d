package io.ballast.ledger.history;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * A place among an account's entries, newest first: what follows is older than the entry it names. It names a key and not a
 * count, so that new entries neither shift nor repeat a page.
 *
 * @param createdAt to the database's microsecond
 */
record EntryCursor(Instant createdAt, long version) {

    private static final int MAX_LENGTH = 64;
    private static final String SEPARATOR = "/";
    private static final long MAX_MICROS = 253_402_300_799_999_999L;

    /** Before all entries that are older than the moment. */
    static EntryCursor before(Instant moment) {
        return new EntryCursor(moment, 0);
    }

    /** The opaque form that clients hand back. */
    String encode() {
        String plain = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt) + SEPARATOR + version;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #encode} made, or empty for anything else. */
    static Optional<EntryCursor> decode(String encoded) {
        if (encoded.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            String[] parts = plain.split(SEPARATOR, -1);
            return parts.length == 2 ? read(Long.parseLong(parts[0]), Long.parseLong(parts[1])) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException notACursor) {
            return Optional.empty();
        }
    }

    private static Optional<EntryCursor> read(long micros, long version) {
        boolean possible = micros >= 0 && micros <= MAX_MICROS && version >= 0;
        return possible
                ? Optional.of(new EntryCursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), version))
                : Optional.empty();
    }
}
