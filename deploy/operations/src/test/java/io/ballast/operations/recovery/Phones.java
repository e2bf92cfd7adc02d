package io.ballast.operations.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What users see of a running notification-service. */
record Phones(RunningService service, Surroundings surroundings) {

    static final String MODULE = "notification-service";
    static final String GROUP = "notification-service";
    static final String CHAIN_GROUP = "notification-service-chain";
    static final String DEPOSITS_GROUP = "notification-service-deposits";

    private static final int MOST = 256;

    /** One frame. */
    record Frame(String event, JsonNode data) {}

    /** The place of the newest frame. */
    String place(String user) {
        return page(user, "").at("/next").asText();
    }

    /** The place before the oldest frame that is kept since the stream began. */
    String beginning(String user) {
        return place(user).replaceFirst(":.*", ":0");
    }

    BigDecimal initialBalance(String user) {
        return page(user, "").at("/events/0/data/balance").decimalValue();
    }

    boolean knowsBalance(String user) {
        return page(user, "").at("/events/0/data/balance").isNumber();
    }

    /** What came after that place. */
    List<Frame> since(String user, String place) {
        List<Frame> frames = new ArrayList<>();
        page(user, "?limit=" + MOST + "&since=" + place)
                .at("/events")
                .forEach(frame -> frames.add(new Frame(frame.at("/event").asText(), frame.at("/data"))));
        return frames;
    }

    /** What the newest word of holds says is held, and under which version of holds; null if there is none. */
    JsonNode held(String user, String place) {
        return since(user, place).stream()
                .filter(frame -> frame.event().equals("balance_held"))
                .map(Frame::data)
                .reduce(null, (older, newer) -> newer);
    }

    /** The names of the frames that tell of a transaction. */
    List<String> of(String transaction, String user, String place) {
        return since(user, place).stream()
                .filter(frame -> frame.data().at("/transactionId").asText().equals(transaction))
                .map(Frame::event)
                .toList();
    }

    private JsonNode page(String user, String query) {
        return service.get("/v1/notifications" + query, surroundings.token(user, "user"));
    }
}
