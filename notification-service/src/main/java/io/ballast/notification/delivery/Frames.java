package io.ballast.notification.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import io.ballast.notification.stream.Position;
import java.time.Instant;

/** The frames that are not events of the stream: the balance, what concerns the token, answers and errors. */
final class Frames {

    private record Failure(String code, String message) {}

    @JsonInclude(Include.NON_NULL)
    private record Subscribed(boolean subscribed, String position, Boolean recovered) {}

    private record Expiring(Instant expiresAt, Instant closesAt) {}

    private record Acknowledged(String position) {}

    private record Refreshed(Instant expiresAt) {}

    private Frames() {}

    /** @param start the place from which events follow, or null while that is not known */
    static String initial(Wire wire, Position start, Balance balance) {
        return wire.event("balance_initial", start == null ? null : start.toString(), json(balance));
    }

    static String current(Wire wire, JsonNode ackId, Balance balance) {
        return wire.answer("balance_current", ackId, json(balance));
    }

    /**
     * @param reached the last place delivered on this socket, or null while that is not known
     * @param recovered whether the client gets what it missed, if it asked for that; otherwise null
     */
    static String subscribed(Wire wire, JsonNode ackId, Position reached, Boolean recovered) {
        String position = reached == null ? null : reached.toString();
        return wire.answer("balance_subscribed", ackId, json(new Subscribed(true, position, recovered)));
    }

    static String acknowledged(Wire wire, JsonNode ackId, Position shown) {
        return wire.answer("acknowledged", ackId, json(new Acknowledged(shown.toString())));
    }

    /** @param closesAt when the socket is closed if no other token comes */
    static String tokenExpiring(Wire wire, Instant expiresAt, Instant closesAt) {
        return wire.event("token_expiring", null, json(new Expiring(expiresAt, closesAt)));
    }

    static String tokenRefreshed(Wire wire, JsonNode ackId, Instant expiresAt) {
        return wire.answer("token_refreshed", ackId, json(new Refreshed(expiresAt)));
    }

    static String error(Wire wire, JsonNode ackId, ErrorCode code) {
        return wire.answer("error", ackId, json(new Failure(code.code(), code.message())));
    }

    private static String json(Object data) {
        try {
            return EventJson.mapper().writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
