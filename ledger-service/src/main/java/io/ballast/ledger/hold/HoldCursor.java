package io.ballast.ledger.hold;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Where a page of holds ended. Clients hand it back as it is and need not know what it means. */
final class HoldCursor {

    private static final int BYTES = 2 * Long.BYTES;

    private HoldCursor() {}

    static String of(UUID last) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The hold that the page before ended with, or null for the first page.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 if it is none of ours
     */
    static UUID read(String cursor) {
        if (cursor == null) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded(cursor));
        if (bytes.remaining() != BYTES) {
            throw unusable();
        }
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static byte[] decoded(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw unusable();
        }
    }

    private static RuntimeException unusable() {
        return Problems.of(ProblemCode.INVALID_REQUEST, "cursor is none that a page of holds ended with");
    }
}
