package io.ballast.notification.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.notification.problem.ProblemKind;
import io.ballast.notification.problem.Problems;
import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code POST /v1/notifications/revocations}: an administrator revokes tokens of a user of the own tenant. */
@ApplicationScoped
class RevocationRoute {

    private static final String PATH = "/v1/notifications/revocations";
    private static final String ROLE = "admin";
    private static final int NO_CONTENT = 204;
    private static final int MAX_BODY = 4096;
    private static final int MAX_TOKEN_ID = 255;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Authenticated authenticated;
    private final Revocations revocations;
    private final Problems problems;

    RevocationRoute(Authenticated authenticated, Revocations revocations, Problems problems) {
        this.authenticated = authenticated;
        this.revocations = revocations;
        this.problems = problems;
    }

    void install(@Observes Router router) {
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(this::handle);
    }

    private void handle(RoutingContext routing) {
        authenticated.serve(routing, token -> decide(routing, token));
    }

    private Uni<Void> decide(RoutingContext routing, AccessToken token) {
        if (!token.groups().contains(ROLE)) {
            problems.answer(routing, ProblemKind.FORBIDDEN, null);
            return Uni.createFrom().voidItem();
        }
        JsonNode body = body(routing);
        User user = new User(token.user().tenant(), body.path("userId").asText());
        String tokenId = body.path("tokenId").asText();
        if (!user.isWellFormed() || tokenId.length() > MAX_TOKEN_ID) {
            problems.answer(routing, ProblemKind.MALFORMED_REQUEST, "userId is needed, tokenId may be given.");
            return Uni.createFrom().voidItem();
        }
        return revocations
                .revoke(user, tokenId, token.user())
                .invoke(() -> routing.response().setStatusCode(NO_CONTENT).end());
    }

    private static JsonNode body(RoutingContext routing) {
        try {
            String text = routing.body().asString();
            return MAPPER.readTree(text == null ? "{}" : text);
        } catch (JsonProcessingException notJson) {
            return MAPPER.createObjectNode();
        }
    }
}
