package io.ballast.ledger.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the answers to what can not be done. */
public final class Problems {

    /** The extension that lists the fields which break a rule: {@code [{"field": …, "message": …}]}. */
    public static final String VIOLATIONS = "violations";

    private static final String CODE = "code";
    private static final int UNAVAILABLE = 503;
    private static final int RETRY_AFTER_SECONDS = 1;

    private Problems() {}

    /** A problem that needs no more words than its title. */
    public static HttpProblem of(ProblemCode code) {
        return builder(code).build();
    }

    public static HttpProblem of(ProblemCode code, String detail) {
        return builder(code).withDetail(detail).build();
    }

    /** A problem of one field of the body. */
    public static HttpProblem ofField(ProblemCode code, String field, String message) {
        return builder(code)
                .withDetail(field + " " + message)
                .with(VIOLATIONS, List.of(Map.of("field", field, "in", "body", "message", message)))
                .build();
    }

    /** A problem of one parameter of the query. */
    public static HttpProblem ofParameter(String parameter, String message) {
        return builder(ProblemCode.INVALID_REQUEST)
                .withDetail(parameter + " " + message)
                .with(VIOLATIONS, List.of(Map.of("field", parameter, "in", "query", "message", message)))
                .build();
    }

    /** Whether the same request, sent again, can succeed: the database was away, or too busy. */
    public static boolean passesByItself(Throwable failure) {
        return DatabaseFailures.passByThemselves(failure);
    }

    /** The stable code of a problem that was built here. */
    public static String codeOf(HttpProblem problem) {
        return problem.getParameters().get(CODE).toString();
    }

    /** A problem to which the caller adds detail and extensions. Every 503 says when to try again. */
    public static HttpProblem.Builder builder(ProblemCode code) {
        HttpProblem.Builder problem = HttpProblem.builder()
                .withType(code.type())
                .withTitle(code.title())
                .withStatus(code.status())
                .with(CODE, code.code());
        return code.status() == UNAVAILABLE
                ? problem.withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                : problem;
    }

    /** The path of a request as it stands in the problem; a client can send what is no part of a URI. */
    public static Optional<URI> instance(String path) {
        try {
            return Optional.of(new URI(path));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
