package io.ballast.notification.security;

import io.ballast.notification.user.User;
import java.time.Instant;

/**
 * Tokens of a user that are no longer to be accepted, although their time is not over.
 *
 * @param tokenId the one token's {@code jti}; empty for all that were issued up to {@code issuedUntil}
 * @param issuedUntil for a revocation of all tokens: those issued later are good
 * @param keptUntil when the last token concerned has expired by itself
 */
public record Revocation(User user, String tokenId, Instant issuedUntil, Instant keptUntil) {

    /** Whether that token is revoked by this. */
    public boolean concerns(AccessToken token) {
        if (!user.equals(token.user())) {
            return false;
        }
        return tokenId.isEmpty() ? !token.issuedAt().isAfter(issuedUntil) : tokenId.equals(token.id());
    }
}
