package io.ballast.autodeposit.security;

import io.ballast.autodeposit.problem.ProblemCode;
import io.ballast.autodeposit.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Predicate;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the caller from the verified token. */
@ApplicationScoped
public class Callers {

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    Callers(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /**
     * The caller of the current request.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 if the token lacks a usable tenant or subject
     */
    public Caller current() {
        return new Caller(
                claim("tenant", Caller::isTenant, ProblemCode.TENANT_MISSING),
                claim("sub", Caller::isSubject, ProblemCode.SUBJECT_MISSING),
                identity.hasRole("admin") || identity.hasRole("service"));
    }

    private String claim(String name, Predicate<String> isUsable, ProblemCode missing) {
        Object value = token.getClaim(name);
        if (value instanceof String text && isUsable.test(text)) {
            return text;
        }
        throw Problems.of(missing);
    }
}
