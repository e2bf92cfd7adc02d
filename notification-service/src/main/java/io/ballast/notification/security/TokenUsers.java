package io.ballast.notification.security;

import io.ballast.notification.user.User;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the user out of a verified token: {@code tenant} and {@code sub}. */
public final class TokenUsers {

    private static final String TENANT = "tenant";

    private TokenUsers() {}

    /** Empty for the anonymous, and for a token without a usable tenant or subject. */
    public static Optional<User> of(SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Optional.empty();
        }
        Object tenant = token.getClaim(TENANT);
        String subject = token.getSubject();
        if (!(tenant instanceof String name) || subject == null) {
            return Optional.empty();
        }
        return Optional.of(new User(name, subject)).filter(User::isWellFormed);
    }
}
