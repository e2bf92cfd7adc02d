package io.ballast.notification.security;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the token in a WebSocket handshake. A browser can set no header, so it may stand in three places; the first of them
 * that is there counts: the {@code Authorization} header, a subprotocol
 * {@code quarkus-http-upgrade#Authorization#Bearer%20<token>} beside a real one, the query parameter {@code token}.
 */
sealed interface TokenInHandshake {

    String CARRIER = "quarkus-http-upgrade";
    String CARRIER_PREFIX = CARRIER + "#Authorization#";

    /** The handshake can not be read. */
    record Malformed(String detail) implements TokenInHandshake {}

    /**
     * @param authorization what the {@code Authorization} header is to be, if there is a token
     * @param subprotocols the subprotocols that are offered for real
     */
    record Found(Optional<String> authorization, List<String> subprotocols) implements TokenInHandshake {}

    /**
     * @param authorization the header of that name, or null
     * @param offered what the headers {@code Sec-WebSocket-Protocol} list, separated by commas; empty if there are none
     * @param queryToken the first query parameter {@code token}, or null
     */
    static TokenInHandshake find(String authorization, String offered, String queryToken) {
        List<String> subprotocols = new ArrayList<>();
        List<String> carriers = new ArrayList<>();
        for (String protocol : offered.split(",")) {
            (protocol.strip().startsWith(CARRIER) ? carriers : subprotocols).add(protocol.strip());
        }
        subprotocols.removeIf(String::isEmpty);
        if (carriers.size() > 1 || !carriers.isEmpty() && subprotocols.isEmpty()) {
            return new Malformed("One " + CARRIER + " subprotocol is accepted, beside a real one such as ballast.v1.");
        }
        Optional<String> carried = carriers.stream().findFirst().flatMap(TokenInHandshake::carried);
        if (carried.isEmpty() && !carriers.isEmpty()) {
            return new Malformed("The subprotocol's form is " + CARRIER_PREFIX + "Bearer%20<token>.");
        }
        return new Found(first(authorization, carried, queryToken), List.copyOf(subprotocols));
    }

    private static Optional<String> first(String authorization, Optional<String> carried, String queryToken) {
        return Optional.ofNullable(authorization)
                .or(() -> carried)
                .or(() -> Optional.ofNullable(queryToken).map(token -> "Bearer " + token));
    }

    private static Optional<String> carried(String carrier) {
        try {
            String decoded = URLDecoder.decode(carrier, StandardCharsets.UTF_8);
            return Optional.of(decoded)
                    .filter(text -> text.startsWith(CARRIER_PREFIX + "Bearer "))
                    .map(text -> text.substring(CARRIER_PREFIX.length()))
                    .filter(TokenInHandshake::isHeaderValue);
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    private static boolean isHeaderValue(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
