package io.ballast.ledger.security;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the caller from the verified token. */
@RequestScoped
public class Callers {

    private static final Pattern TENANTS = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern SUBJECTS = Pattern.compile("\\P{Cntrl}{1,128}");

    private final SecurityIdentity identity;

    Callers(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if the token lacks a usable tenant or subject
     */
    public Caller current() {
        AccessToken token = (AccessToken) identity.getPrincipal();
        String tenant = matching(token.tenant(), TENANTS).orElseThrow(() -> Problems.of(ProblemCode.TENANT_MISSING));
        String subject =
                matching(token.subject(), SUBJECTS).orElseThrow(() -> Problems.of(ProblemCode.SUBJECT_MISSING));
        return new Caller(tenant, subject, token.groups());
    }

    /** The caller of a request whose scope is not open yet; empty if nobody says who they are. */
    public static Optional<Caller> of(SecurityIdentity identity) {
        return identity != null && identity.getPrincipal() instanceof AccessToken token
                ? matching(token.tenant(), TENANTS)
                        .flatMap(tenant -> matching(token.subject(), SUBJECTS)
                                .map(subject -> new Caller(tenant, subject, token.groups())))
                : Optional.empty();
    }

    private static Optional<String> matching(String text, Pattern form) {
        return text != null && form.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
