package io.ballast.ledger.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers JSON of another form than is asked for (a list, a text, a field that there is not); the framework's own answer to it
 * has no body.
 */
class UnreadableBodies {

    /** Before the framework's mapper. */
    private static final int FIRST = 1000;

    /** Of a client's own words, as much as it takes to find them again. */
    private static final int MAX_NAME = 64;

    @ServerExceptionMapper(priority = FIRST)
    Response mismatched(MismatchedInputException mismatched, UriInfo uri) {
        return malformed(uri).build().toResponse();
    }

    /** A mapper of its own, because the library has one for it. */
    @ServerExceptionMapper(priority = FIRST)
    Response unknown(UnrecognizedPropertyException unknown, UriInfo uri) {
        return malformed(uri)
                .withDetail("There is no field \"%s\" here.".formatted(abbreviated(unknown.getPropertyName())))
                .build()
                .toResponse();
    }

    private static HttpProblem.Builder malformed(UriInfo uri) {
        return Problems.builder(ProblemCode.MALFORMED_REQUEST)
                .withInstance(URI.create(uri.getRequestUri().getRawPath()));
    }

    private static String abbreviated(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
    }
}
