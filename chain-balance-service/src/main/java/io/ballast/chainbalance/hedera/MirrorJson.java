package io.ballast.chainbalance.hedera;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.chainbalance.provider.RpcException;
import java.math.BigInteger;
import java.util.Optional;

/** Reads fields of a mirror node's answers. What is missing or of another kind makes the answer none. */
final class MirrorJson {

    private static final int MOST_DIGITS = 19;

    private MirrorJson() {}

    static JsonNode array(JsonNode node, String field) throws RpcException {
        JsonNode array = node.path(field);
        if (!array.isArray()) {
            throw malformed();
        }
        return array;
    }

    static String text(JsonNode node, String field) throws RpcException {
        JsonNode text = node.path(field);
        if (!text.isTextual()) {
            throw malformed();
        }
        return text.textValue();
    }

    /** A whole number of at most 64 bits, whatever its sign. */
    static BigInteger whole(JsonNode node, String field) throws RpcException {
        JsonNode number = node.path(field);
        if (!number.isIntegralNumber() || number.asText().length() > MOST_DIGITS + 1) {
            throw malformed();
        }
        return number.bigIntegerValue();
    }

    static BigInteger amount(JsonNode node, String field) throws RpcException {
        BigInteger amount = whole(node, field);
        if (amount.signum() < 0) {
            throw malformed();
        }
        return amount;
    }

    static ConsensusTime time(JsonNode node, String field) throws RpcException {
        try {
            return ConsensusTime.of(text(node, field));
        } catch (IllegalArgumentException notATime) {
            throw malformed();
        }
    }

    /** Where the next page is: a path of the same interface, never another host. */
    static Optional<String> next(JsonNode node) throws RpcException {
        JsonNode next = node.path("links").path("next");
        if (next.isNull() || next.isMissingNode()) {
            return Optional.empty();
        }
        if (!next.isTextual() || !next.textValue().startsWith("/api/v1/")) {
            throw malformed();
        }
        return Optional.of(next.textValue());
    }

    static RpcException malformed() {
        return RpcException.unavailable("rpc_malformed");
    }
}
