package io.ballast.ledger.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;
import java.util.Map;

/** Builds the answers to what can not be done. */
public final class Problems {

    /** The extension that lists the fields which break a rule: {@code [{"field": …, "message": …}]}. */
    public static final String VIOLATIONS = "violations";

    private static final String CODE = "code";

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

    /** A problem to which the caller adds detail and extensions. */
    public static HttpProblem.Builder builder(ProblemCode code) {
        return HttpProblem.builder()
                .withType(code.type())
                .withTitle(code.title())
                .withStatus(code.status())
                .with(CODE, code.code());
    }
}
