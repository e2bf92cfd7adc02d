package io.ballast.notification.socketio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * A packet of Socket.IO's protocol, version 5: {@code <type>[<namespace>,][<id>][<JSON>]}.
 *
 * @param namespace {@code /} if it names none; without the query it may have
 * @param id what an acknowledgement is to name, or null
 * @param data missing if it has none
 */
record Packet(Type type, String namespace, Long id, JsonNode data) {

    /** The types in the protocol's order. */
    enum Type {
        CONNECT,
        DISCONNECT,
        EVENT,
        ACK,
        CONNECT_ERROR,
        BINARY_EVENT,
        BINARY_ACK
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_ID_DIGITS = 15;

    /** Reads any text; empty if it is no packet. */
    static Optional<Packet> parse(String text) {
        if (text.isEmpty() || text.charAt(0) < '0' || text.charAt(0) > '6') {
            return Optional.empty();
        }
        Type type = Type.values()[text.charAt(0) - '0'];
        int at = 1;
        if (type == Type.BINARY_EVENT || type == Type.BINARY_ACK) {
            at = text.indexOf('-') + 1;
        }
        String namespace = "/";
        if (at < text.length() && text.charAt(at) == '/') {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            namespace = withoutQuery(text.substring(at, end));
            at = comma < 0 ? end : comma + 1;
        }
        int digits = at;
        while (digits < text.length() && isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits - at > MAX_ID_DIGITS) {
            return Optional.empty();
        }
        Long id = digits == at ? null : Long.valueOf(text.substring(at, digits));
        String of = namespace;
        return read(text.substring(digits))
                .map(data -> new Packet(type, of, id, data))
                .filter(Packet::isWellFormed);
    }

    /** Whether the data is what the type needs. */
    private boolean isWellFormed() {
        return switch (type) {
            case CONNECT, CONNECT_ERROR -> id == null && (data.isMissingNode() || data.isObject());
            case DISCONNECT -> id == null && data.isMissingNode();
            case EVENT, BINARY_EVENT -> data.isArray() && data.path(0).isTextual();
            case ACK, BINARY_ACK -> id != null && data.isArray();
        };
    }

    private static Optional<JsonNode> read(String json) {
        if (json.isEmpty()) {
            return Optional.of(MissingNode.getInstance());
        }
        try {
            return Optional.of(MAPPER.readTree(json));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String withoutQuery(String namespace) {
        int query = namespace.indexOf('?');
        return query < 0 ? namespace : namespace.substring(0, query);
    }
}
