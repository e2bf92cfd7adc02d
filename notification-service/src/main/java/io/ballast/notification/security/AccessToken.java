package io.ballast.notification.security;

import io.ballast.notification.user.User;
import java.time.Instant;
import java.util.Set;

/**
 * What a verified token says.
 *
 * @param user whom it was issued for
 * @param id its {@code jti}, or empty if it has none
 * @param groups its roles
 * @param issuedAt when it was issued; the epoch if it does not say
 * @param expiresAt from when on it is no longer valid
 */
public record AccessToken(User user, String id, Set<String> groups, Instant issuedAt, Instant expiresAt) {

    public AccessToken {
        groups = Set.copyOf(groups);
    }
}
