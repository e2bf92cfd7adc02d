package io.ballast.chainbalance.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers JSON of another form than expected, for which the framework's own mapper sends a 400 without a body. */
class UnreadableBodyProblems {

    /** Of a client's own words, as much as it takes to find them again. */
    private static final int MAX_NAME = 64;

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException mismatched, UriInfo uri) {
        HttpProblem problem = Problems.problem(ProblemCode.MALFORMED_REQUEST)
                .withDetail(detail(mismatched))
                .withInstance(URI.create(uri.getRequestUri().getRawPath()))
                .build();
        return problem.toResponse();
    }

    private static String detail(MismatchedInputException mismatched) {
        return mismatched instanceof UnrecognizedPropertyException unknown
                ? "There is no field \"%s\" here.".formatted(abbreviated(unknown.getPropertyName()))
                : "The body is JSON of another form than expected.";
    }

    private static String abbreviated(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
    }
}
