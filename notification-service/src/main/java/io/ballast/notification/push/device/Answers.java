package io.ballast.notification.push.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** JSON of requests and responses of raw routes. */
final class Answers {

    private Answers() {}

    static void json(RoutingContext routing, int status, JsonNode body) {
        routing.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(text(body));
    }

    /** Amounts in plain notation. */
    private static String text(JsonNode body) {
        try {
            return EventJson.mapper().writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The request's body; a missing node if it is no JSON. */
    static JsonNode body(RoutingContext routing) {
        try {
            String text = routing.body().asString();
            JsonNode body = text == null ? null : EventJson.mapper().readTree(text);
            return body == null ? EventJson.mapper().missingNode() : body;
        } catch (JsonProcessingException notJson) {
            return EventJson.mapper().missingNode();
        }
    }
}
