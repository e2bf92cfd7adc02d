package io.ballast.autodeposit.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** Makes the answers for requests that are refused. Thrown by resources only: elsewhere a refusal is a value. */
public final class Problems {

    private Problems() {}

    /**
     * A query parameter that can not be understood.
     *
     * @param reason what is wrong with it, to follow its name in a sentence
     */
    public static HttpProblem invalidParameter(String parameter, String reason) {
        return problem(ProblemCode.INVALID_REQUEST)
                .withDetail(parameter + " " + reason + ".")
                .with("parameter", parameter)
                .build();
    }

    /** A field of the body that can not be understood or is out of its bounds. */
    public static HttpProblem invalidField(String field, String reason) {
        return problem(ProblemCode.INVALID_REQUEST)
                .withDetail(field + " " + reason + ".")
                .with("field", field)
                .build();
    }

    /** A body whose parts do not go together. */
    public static HttpProblem invalidRule(String rule) {
        return problem(ProblemCode.INVALID_REQUEST)
                .withDetail("It must hold: " + rule + ".")
                .build();
    }

    /** Somebody else was faster, or has it already. */
    public static HttpProblem conflict(String detail) {
        return problem(ProblemCode.CONFLICT).withDetail(detail).build();
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

    static HttpProblem.Builder problem(ProblemCode code) {
        return HttpProblem.builder()
                .withType(code.type())
                .withTitle(code.title())
                .withStatus(code.status())
                .with("code", code.code());
    }
}
