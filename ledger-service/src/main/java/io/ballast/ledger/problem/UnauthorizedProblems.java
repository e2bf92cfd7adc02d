package io.ballast.ledger.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers 401 and, where no token can be verified, 503 in place of the problem library's own mappers: those of version 3.21.0 read a field that this Quarkus no
 * longer has, and end in a 500.
 */
class UnauthorizedProblems {

    /** Before the library's mappers, which have 4999. */
    private static final int FIRST = 1000;

    private static final String CHALLENGE = "Bearer";
    private static final String CHALLENGE_TO_BAD_TOKEN = "Bearer error=\"invalid_token\"";

    /** There was no token. */
    @ServerExceptionMapper(priority = FIRST)
    Response missing(UnauthorizedException missing, UriInfo uri) {
        return unauthorized(CHALLENGE, uri);
    }

    /**
     * There was one that is forged, expired or not for this service; which of them is not told. Or nobody can tell, because
     * the issuer's keys are not to be had: that passes, and is no reason to ask the user to log in.
     */
    @ServerExceptionMapper(priority = FIRST)
    Response refused(AuthenticationFailedException refused, UriInfo uri) {
        return refused.getCause() instanceof IssuerUnavailable
                ? unavailable(uri)
                : unauthorized(CHALLENGE_TO_BAD_TOKEN, uri);
    }

    private static Response unauthorized(String challenge, UriInfo uri) {
        HttpProblem problem = Problems.builder(ProblemCode.UNAUTHORIZED)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .withInstance(URI.create(uri.getRequestUri().getRawPath()))
                .build();
        return problem.toResponse();
    }

    private static Response unavailable(UriInfo uri) {
        HttpProblem problem = Problems.builder(ProblemCode.UNAVAILABLE)
                .withDetail("Tokens can not be verified now")
                .withInstance(URI.create(uri.getRequestUri().getRawPath()))
                .build();
        return problem.toResponse();
    }
}
