package io.ballast.ledger.security;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the caller from the verified token. */
@RequestScoped
public class Callers {

    private static final String TENANT = "tenant";
    private static final String SUBJECT = "sub";
    private static final Pattern TENANTS = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern SUBJECTS = Pattern.compile("\\P{Cntrl}{1,128}");

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    Callers(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /**
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if the token lacks a usable tenant or subject
     */
    public Caller current() {
        String tenant = claim(token, TENANT, TENANTS).orElseThrow(() -> Problems.of(ProblemCode.TENANT_MISSING));
        String subject = claim(token, SUBJECT, SUBJECTS).orElseThrow(() -> Problems.of(ProblemCode.SUBJECT_MISSING));
        return new Caller(tenant, subject, identity.getRoles());
    }

    /** The caller of a request whose scope is not open yet; empty if nobody says who they are. */
    public static Optional<Caller> of(SecurityIdentity identity) {
        return identity != null && identity.getPrincipal() instanceof JsonWebToken token
                ? claim(token, TENANT, TENANTS)
                        .flatMap(tenant -> claim(token, SUBJECT, SUBJECTS)
                                .map(subject -> new Caller(tenant, subject, identity.getRoles())))
                : Optional.empty();
    }

    private static Optional<String> claim(JsonWebToken token, String name, Pattern form) {
        Object value = token.getClaim(name);
        return value instanceof String text && form.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
