package io.ballast.autodeposit.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers JSON of another form than expected, for which the framework's own mapper sends a 400 without a body. */
class UnreadableBodyProblems {

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException mismatched, UriInfo uri) {
        HttpProblem problem = Problems.problem(ProblemCode.MALFORMED_REQUEST)
                .withDetail("The body is JSON of another form than expected.")
                .withInstance(URI.create(uri.getRequestUri().getRawPath()))
                .build();
        return problem.toResponse();
    }
}
