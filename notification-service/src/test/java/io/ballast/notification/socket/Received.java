package io.ballast.notification.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.notification.SocketClient;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.LongStream;

/** What can be said of the frames a client has got. */
final class Received {

    private Received() {}

    static String lastBalance(SocketClient client) {
        return client.frames().stream()
                .map(frame -> frame.get("data")
                        .path("newBalance")
                        .asText(frame.get("data").path("balance").asText()))
                .reduce((earlier, later) -> later)
                .orElse("");
    }

    /** The first frame with an id is the balance; every one after it has the next number. */
    static void assertGaplessFrom(SocketClient client) {
        List<String> ids = client.frames().stream()
                .filter(frame -> frame.has("id"))
                .map(frame -> frame.get("id").textValue())
                .toList();
        List<Long> sequences = ids.stream().map(Received::sequence).toList();
        long first = sequences.getFirst();
        assertEquals(LongStream.range(first, first + sequences.size()).boxed().toList(), sequences);
        assertEquals(1, ids.stream().map(Received::epoch).distinct().count());
    }

    static String epoch(String id) {
        return id.substring(0, id.indexOf(':'));
    }

    static long sequence(String id) {
        return Long.parseLong(id.substring(id.indexOf(':') + 1));
    }

    static List<String> texts(List<JsonNode> frames, String field) {
        return frames.stream()
                .map(frame -> frame.get("data").get(field))
                .map(JsonNode::decimalValue)
                .map(BigDecimal::toPlainString)
                .toList();
    }
}
