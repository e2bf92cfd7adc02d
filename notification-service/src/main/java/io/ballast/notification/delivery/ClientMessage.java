package io.ballast.notification.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.notification.stream.Position;
import java.util.Optional;

/** What a client asks for: {@code {"event":"…","ackId":…,"data":{…}}}. */
sealed interface ClientMessage {

    ObjectMapper MAPPER = new ObjectMapper();
    int MAX_ACK_ID_LENGTH = 64;

    /** {@code ackId} (or {@code id}) of the message, to be given back with the answer; null if it had none. */
    JsonNode ackId();

    /** @param since the last place the client has reached, or null if it does not resume */
    record SubscribeBalance(JsonNode ackId, Position since) implements ClientMessage {}

    record GetCurrentBalance(JsonNode ackId) implements ClientMessage {}

    record Refused(JsonNode ackId, ErrorCode code) implements ClientMessage {}

    /** Reads any text whatever; never throws. */
    static ClientMessage parse(String text, int maxLength) {
        if (text.length() > maxLength) {
            return new Refused(null, ErrorCode.TOO_LARGE);
        }
        JsonNode message = tree(text);
        if (message == null || !message.isObject() || !message.path("event").isTextual()) {
            return new Refused(null, ErrorCode.MALFORMED);
        }
        JsonNode ackId = ackId(message);
        return switch (message.get("event").textValue()) {
            case "subscribe_balance" -> subscribe(ackId, message.path("data").path("since"));
            case "get_current_balance" -> new GetCurrentBalance(ackId);
            default -> new Refused(ackId, ErrorCode.UNKNOWN_EVENT);
        };
    }

    private static ClientMessage subscribe(JsonNode ackId, JsonNode since) {
        if (since.isMissingNode() || since.isNull()) {
            return new SubscribeBalance(ackId, null);
        }
        Optional<Position> place = Position.parse(since.asText());
        return place.isPresent()
                ? new SubscribeBalance(ackId, place.get())
                : new Refused(ackId, ErrorCode.INVALID_SINCE);
    }

    private static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    /** Only what is short and simple is given back. */
    private static JsonNode ackId(JsonNode message) {
        JsonNode ackId = message.hasNonNull("ackId") ? message.get("ackId") : message.path("id");
        boolean echoed = ackId.isIntegralNumber()
                || ackId.isTextual() && ackId.textValue().length() <= MAX_ACK_ID_LENGTH;
        return echoed ? ackId : null;
    }
}
