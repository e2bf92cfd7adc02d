package io.ballast.ledger.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells requests apart that were sent under one key. */
public final class RequestHash {

    private RequestHash() {}

    /**
     * The SHA-256 of the parts, each with its length, so that no two lists of parts look alike.
     *
     * @param parts the operation and everything that decides its effect, as the client wrote it; null for what is left out
     */
    public static String of(Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            append(text, part);
        }
        return HexFormat.of().formatHex(sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void append(StringBuilder text, Object part) {
        if (part == null) {
            text.append("-;");
            return;
        }
        String value = part.toString();
        text.append(value.length()).append(':').append(value).append(';');
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
