package io.ballast.autodeposit.security;

import io.ballast.autodeposit.problem.ProblemCode;
import io.ballast.autodeposit.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the caller from the verified token. */
@ApplicationScoped
public class Callers {

    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern SUBJECT = Pattern.compile("\\P{Cntrl}{1,128}");

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
                claim("tenant", TENANT, ProblemCode.TENANT_MISSING),
                claim("sub", SUBJECT, ProblemCode.SUBJECT_MISSING),
                identity.hasRole("admin") || identity.hasRole("service"));
    }

    private String claim(String name, Pattern form, ProblemCode missing) {
        Object value = token.getClaim(name);
        if (value instanceof String text && form.matcher(text).matches()) {
            return text;
        }
        throw Problems.of(missing);
    }
}
