package io.ballast.notification.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Who a socket belongs to and whom an event is for: a user within one tenant. The same id in two tenants is two users.
 *
 * @param tenant 1 to 255 characters, no control characters
 * @param id the token's {@code sub} and the ledger's {@code userId}; 1 to 255 characters, no control characters
 */
public record User(String tenant, String id) {

    private static final Pattern ACCEPTED = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,255}");
    private static final int FINGERPRINT_BYTES = 6;

    public User {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(id, "id");
    }

    /** Whether both parts can be stored and used as a key: what a token says is not to be trusted before that. */
    public boolean isWellFormed() {
        return ACCEPTED.matcher(tenant).matches() && ACCEPTED.matcher(id).matches();
    }

    /** A short name for logs, which must not show who it is: the beginning of a SHA-256 of tenant and id. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest((tenant + "\n" + id).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
