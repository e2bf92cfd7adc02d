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

    /** @param shown everything up to this place has been shown to the user */
    record Acknowledge(JsonNode ackId, Position shown) implements ClientMessage {}

    record GetCurrentBalance(JsonNode ackId) implements ClientMessage {}

    record RefreshToken(JsonNode ackId, String token) implements ClientMessage {}

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
        return of(message.get("event").textValue(), message.path("data"), ackId(message));
    }

    /**
     * Reads a message that has been taken apart.
     *
     * @param ackId to be given back, or null
     */
    static ClientMessage of(String event, JsonNode data, JsonNode ackId) {
        return switch (event) {
            case "subscribe_balance" -> subscribe(ackId, data.path("since"));
            case "refresh_token" -> refresh(ackId, data.path("token"));
            case "ack" -> acknowledge(ackId, data.path("id"));
            case "get_current_balance" -> new GetCurrentBalance(ackId);
            default -> new Refused(ackId, ErrorCode.UNKNOWN_EVENT);
        };
    }

    private static ClientMessage refresh(JsonNode ackId, JsonNode token) {
        return token.isTextual() ? new RefreshToken(ackId, token.textValue()) : new Refused(ackId, ErrorCode.MALFORMED);
    }

    private static ClientMessage acknowledge(JsonNode ackId, JsonNode id) {
        return Position.parse(id.asText())
                .<ClientMessage>map(shown -> new Acknowledge(ackId, shown))
                .orElseGet(() -> new Refused(ackId, ErrorCode.INVALID_ID));
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
