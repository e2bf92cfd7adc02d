package io.ballast.chainbalance.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers JSON of another form than expected, for which the framework's own mapper sends a 400 without a body. */
class UnreadableBodyProblems {

    /** Before the framework's mapper. */
    private static final int FIRST = 1000;

    /** Of a client's own words, as much as it takes to find them again. */
    private static final int MAX_NAME = 64;

    @ServerExceptionMapper
    Response mismatched(MismatchedInputException mismatched, UriInfo uri) {
        return malformed("The body is JSON of another form than expected.", uri);
    }

    /** A mapper of its own, because the library has one for it. */
    @ServerExceptionMapper(priority = FIRST)
    Response unknown(UnrecognizedPropertyException unknown, UriInfo uri) {
        return malformed("There is no field \"%s\" here.".formatted(abbreviated(unknown.getPropertyName())), uri);
    }

    private static Response malformed(String detail, UriInfo uri) {
        return Problems.problem(ProblemCode.MALFORMED_REQUEST)
                .withDetail(detail)
                .withInstance(URI.create(uri.getRequestUri().getRawPath()))
                .build()
                .toResponse();
    }

    private static String abbreviated(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
    }
}
