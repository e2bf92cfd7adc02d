package io.ballast.chainbalance.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Answers a body that announces itself as too large with a problem; the framework would end the request without a body. One
 * that does not tell its length is cut off by the framework at the same bound.
 */
@ApplicationScoped
class OversizeBodies {

    /** Before the framework's own check. */
    private static final int FIRST = -100;

    /** Anything longer is no length that a bound could be compared with. */
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final ObjectMapper mapper;
    private final long bound;

    OversizeBodies(ObjectMapper mapper, BodyConfig config) {
        this.mapper = mapper;
        this.bound = config.maxSize().asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(FIRST).handler(this::check);
    }

    private void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || LENGTH.matcher(length).matches() && Long.parseLong(length) <= bound) {
            context.next();
        } else {
            refuse(context);
        }
    }

    private void refuse(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        request.response()
                .setStatusCode(ProblemCode.PAYLOAD_TOO_LARGE.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString())
                .end(problem(request.path()));
    }

    private String problem(String path) {
        HttpProblem problem = Problems.problem(ProblemCode.PAYLOAD_TOO_LARGE)
                .withDetail("At most " + bound + " bytes")
                .withInstance(URI.create(path))
                .build();
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON for a problem", e);
        }
    }
}
