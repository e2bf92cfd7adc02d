package io.ballast.chainbalance.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** Makes the answers for requests that are refused. Thrown by resources only: elsewhere a refusal is a value. */
public final class Problems {

    private Problems() {}

    /**
     * A query parameter or field that can not be understood.
     *
     * @param reason what is wrong with it, as a sentence
     */
    public static HttpProblem invalid(String field, String reason) {
        return problem(ProblemCode.INVALID_REQUEST)
                .withDetail(reason)
                .with("field", field)
                .build();
    }

    /** A problem that needs no more words than its title. */
    public static HttpProblem of(ProblemCode code) {
        return problem(code).build();
    }

    public static HttpProblem forbidden(String detail) {
        return problem(ProblemCode.FORBIDDEN).withDetail(detail).build();
    }

    public static HttpProblem notFound(String detail) {
        return problem(ProblemCode.NOT_FOUND).withDetail(detail).build();
    }

    /** The beginning of a problem with type, title, status and code set. */
    public static HttpProblem.Builder problem(ProblemCode code) {
        return HttpProblem.builder()
                .withType(code.type())
                .withTitle(code.title())
                .withStatus(code.status())
                .with("code", code.code());
    }
}
