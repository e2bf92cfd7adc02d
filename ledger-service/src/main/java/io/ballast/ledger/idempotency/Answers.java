package io.ballast.ledger.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Writes answers, the first time and again. */
@ApplicationScoped
public class Answers {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int FIRST_ERROR = 400;

    private final ObjectMapper mapper;

    Answers(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** What was made, and where it can be read. */
    public Answer created(String location, Object body) {
        return new Answer(CREATED, location, json(body));
    }

    /** What was done. */
    public Answer done(Object body) {
        return new Answer(OK, null, json(body));
    }

    /**
     * A problem as an answer.
     *
     * @param path the path of the request
     */
    public Answer refused(HttpProblem problem, String path) {
        HttpProblem complete =
                HttpProblem.builder(problem).withInstance(URI.create(path)).build();
        return new Answer(problem.getStatusCode(), null, json(complete));
    }

    /** The answer to a key that was used for another request. */
    public Answer reused(String path) {
        return refused(Problems.of(ProblemCode.IDEMPOTENCY_KEY_REUSED), path);
    }

    /** The answer while another request with the key is being worked on. */
    public Answer inFlight(String path) {
        return refused(Problems.of(ProblemCode.IDEMPOTENCY_IN_FLIGHT), path);
    }

    public Response toResponse(Answer answer) {
        MediaType type = answer.status() < FIRST_ERROR ? MediaType.APPLICATION_JSON_TYPE : HttpProblem.MEDIA_TYPE;
        Response.ResponseBuilder response =
                Response.status(answer.status()).type(type).entity(answer.body());
        if (answer.location() != null) {
            response.header(HttpHeaders.LOCATION, answer.location());
        }
        return response.build();
    }

    private String json(Object body) {
        try {
            return mapper.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON for " + body.getClass().getSimpleName(), e);
        }
    }
}
