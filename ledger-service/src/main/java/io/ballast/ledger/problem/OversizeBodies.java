package io.ballast.ledger.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers a body that is too large with a problem; the framework would end the request without a body. One that does not tell
 * its length is gathered here, as far as the bound.
 */
@ApplicationScoped
class OversizeBodies {

    /** Where in the context a body lies that was gathered. */
    static final String GATHERED = "ballast.gathered-body";

    /** Before the framework's own check. */
    private static final int FIRST = -100;

    private final ObjectMapper mapper;
    private final BodyBounds bounds;

    OversizeBodies(ObjectMapper mapper, BodyBounds bounds) {
        this.mapper = mapper;
        this.bounds = bounds;
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::check);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        long bound = bounds.of(request.path());
        if (length != null && !BodyBounds.fits(length, bound)) {
            refuse(request, bound);
        } else if (length == null && BodyBounds.isOpenEnded(request)) {
            gather(context, bound);
        } else {
            context.next();
        }
    }

    private void gather(RoutingContext context, long bound) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        request.endHandler(ended -> {
            context.put(GATHERED, body);
            context.next();
        });
        request.handler(part -> {
            if (body.length() + part.length() > bound) {
                refuse(request, bound);
            } else {
                body.appendBuffer(part);
            }
        });
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
    }

    private void refuse(HttpServerRequest request, long bound) {
        request.response()
                .setStatusCode(ProblemCode.PAYLOAD_TOO_LARGE.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString())
                .end(problem(request.path(), bound));
        if (!request.isEnded()) {
            discard(request);
        }
    }

    /**
     * Reads on for a while: whoever closes on a client that still sends takes the answer away from it. Nobody may send for
     * ever.
     */
    private void discard(HttpServerRequest request) {
        long[] left = {bounds.largest()};
        request.endHandler(null);
        request.handler(part -> {
            left[0] -= part.length();
            if (left[0] < 0) {
                request.connection().close();
            }
        });
    }

    private String problem(String path, long bound) {
        HttpProblem.Builder problem =
                Problems.builder(ProblemCode.PAYLOAD_TOO_LARGE).withDetail("At most " + bound + " bytes");
        Problems.instance(path).ifPresent(problem::withInstance);
        try {
            return mapper.writeValueAsString(problem.build());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON for a problem", e);
        }
    }
}
