package io.ballast.autodeposit.stellar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a simulation says that the transaction needs. */
record Needs(String transactionData, long resourceFee, List<String> auth) {

    private static final ObjectMapper JSON = new ObjectMapper();

    String written() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("data", transactionData)
                .put("fee", resourceFee);
        auth.forEach(json.putArray("auth")::add);
        return json.toString();
    }

    static Needs read(String written) {
        try {
            JsonNode json = JSON.readTree(written);
            List<String> auth = new ArrayList<>();
            json.path("auth").forEach(entry -> auth.add(entry.asText()));
            return new Needs(json.path("data").asText(), json.path("fee").asLong(), auth);
        } catch (JsonProcessingException foreign) {
            throw new IllegalArgumentException("not what a simulation needs", foreign);
        }
    }
}
