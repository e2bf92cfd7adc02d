package io.ballast.ledger.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers JSON of another form than is asked for (a list, a text); the framework's own answer to it has no body. */
class UnreadableBodies {

    /** Before the framework's mapper. */
    private static final int FIRST = 1000;

    @ServerExceptionMapper(priority = FIRST)
    Response mismatched(MismatchedInputException mismatched, UriInfo uri) {
        HttpProblem problem = Problems.builder(ProblemCode.MALFORMED_REQUEST)
                .withInstance(URI.create(uri.getRequestUri().getRawPath()))
                .build();
        return problem.toResponse();
    }
}
