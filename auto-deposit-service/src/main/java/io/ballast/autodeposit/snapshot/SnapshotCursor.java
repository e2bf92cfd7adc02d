package io.ballast.autodeposit.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The place after one snapshot in the order newest first. It names the row's key and not a count, so that rows that
 * arrive meanwhile neither shift nor repeat a page.
 *
 * @param createdAt the snapshot's time, to the database's microsecond
 */
public record SnapshotCursor(Instant createdAt, UUID id) {

    private static final int MAX_LENGTH = 128;
    private static final String SEPARATOR = "/";

    public static SnapshotCursor after(Snapshot snapshot) {
        return new SnapshotCursor(snapshot.createdAt(), snapshot.id());
    }

    /** The opaque form that clients hand back. */
    public String encode() {
        String plain = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt) + SEPARATOR + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #encode} made, or empty for anything else. */
    public static Optional<SnapshotCursor> decode(String encoded) {
        if (encoded.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            String[] parts = plain.split(SEPARATOR, -1);
            return parts.length == 2 ? Optional.of(read(parts[0], parts[1])) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException notACursor) {
            return Optional.empty();
        }
    }

    private static SnapshotCursor read(String micros, String id) {
        return new SnapshotCursor(Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS), UUID.fromString(id));
    }
}
