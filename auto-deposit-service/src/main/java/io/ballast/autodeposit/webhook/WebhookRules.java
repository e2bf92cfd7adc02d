package io.ballast.autodeposit.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whether a webhook comes from who it says: an HMAC-SHA-256 with a shared secret over its time, a point and its body. */
public final class WebhookRules {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "v1=";

    private WebhookRules() {}

    /**
     * Whether it is authentic and of now.
     *
     * @param timestamp seconds since 1970, as they were signed
     * @param signature {@code v1=} and the HMAC in hex
     */
    public static boolean isAuthentic(
            List<String> secrets, String timestamp, String signature, byte[] body, Instant now, Duration tolerance) {
        return timestamp != null
                && signature != null
                && signature.startsWith(PREFIX)
                && isOfNow(timestamp, now, tolerance)
                && secrets.stream().anyMatch(secret -> matches(secret, timestamp, signature, body));
    }

    /** What a sender puts into the header. */
    public static String sign(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isOfNow(String timestamp, Instant now, Duration tolerance) {
        try {
            Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(signedAt, now).abs().compareTo(tolerance) <= 0;
        } catch (NumberFormatException | DateTimeException | ArithmeticException notATime) {
            return false;
        }
    }

    /** In a time that does not tell how much of it is right. */
    private static boolean matches(String secret, String timestamp, String signature, byte[] body) {
        return MessageDigest.isEqual(
                sign(secret, timestamp, body).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
    }
}
