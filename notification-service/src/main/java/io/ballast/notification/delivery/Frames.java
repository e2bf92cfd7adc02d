package io.ballast.notification.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import io.ballast.notification.stream.Position;

/** The frames that are not events of the stream: the balance, answers and errors. */
final class Frames {

    @JsonInclude(Include.NON_NULL)
    @JsonPropertyOrder({"event", "id", "ackId", "data"})
    private record Envelope(String event, String id, JsonNode ackId, Object data) {}

    private record Failure(String code, String message) {}

    @JsonInclude(Include.NON_NULL)
    private record Subscribed(boolean subscribed, String position, Boolean recovered) {}

    private Frames() {}

    /** @param start the place from which events follow, or null while that is not known */
    static String initial(Position start, Balance balance) {
        return write(new Envelope("balance_initial", start == null ? null : start.toString(), null, balance));
    }

    static String current(JsonNode ackId, Balance balance) {
        return write(new Envelope("balance_current", null, ackId, balance));
    }

    /**
     * @param reached the last place delivered on this socket, or null while that is not known
     * @param recovered whether the client gets what it missed, if it asked for that; otherwise null
     */
    static String subscribed(JsonNode ackId, Position reached, Boolean recovered) {
        String position = reached == null ? null : reached.toString();
        return write(new Envelope("balance_subscribed", null, ackId, new Subscribed(true, position, recovered)));
    }

    static String error(JsonNode ackId, ErrorCode code) {
        return write(new Envelope("error", null, ackId, new Failure(code.code(), code.message())));
    }

    private static String write(Envelope envelope) {
        try {
            return EventJson.mapper().writeValueAsString(envelope);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
