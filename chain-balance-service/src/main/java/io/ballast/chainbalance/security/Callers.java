package io.ballast.chainbalance.security;

import io.ballast.chainbalance.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the caller from the verified token. */
@ApplicationScoped
public class Callers {

    private static final String TENANT = "tenant";

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    Callers(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /** The caller of the current request; a token without subject or tenant is refused with 403. */
    public Caller current() {
        boolean admin = identity.hasRole("admin") || identity.hasRole("service");
        return new Caller(required(TENANT, token.getClaim(TENANT)), required("sub", token.getSubject()), admin);
    }

    private static String required(String claim, Object value) {
        return Optional.ofNullable(value)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> Problems.forbidden("The token has no " + claim + "."));
    }
}
