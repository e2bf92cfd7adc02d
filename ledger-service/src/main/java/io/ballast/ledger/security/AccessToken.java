package io.ballast.ledger.security;

import java.security.Principal;
import java.time.Instant;
import java.util.Set;

/**
 * What a verified token says; the principal of a request.
 *
 * @param subject whom it was issued for
 * @param tenant its tenant, or null if it names none
 * @param groups its roles
 * @param expiresAt from when on it is no longer valid
 */
public record AccessToken(String subject, String tenant, Set<String> groups, Instant expiresAt) implements Principal {

    public AccessToken {
        groups = Set.copyOf(groups);
    }

    @Override
    public String getName() {
        return subject;
    }

    boolean isValidAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
