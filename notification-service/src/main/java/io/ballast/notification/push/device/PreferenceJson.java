package io.ballast.notification.push.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.events.json.EventJson;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Preferences as JSON, for clients and for the database. */
final class PreferenceJson {

    private PreferenceJson() {}

    static ObjectNode of(Preferences preferences) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        json.put("deposits", preferences.deposits());
        json.set("thresholds", thresholds(preferences));
        preferences
                .quietHours()
                .ifPresent(hours -> json.putObject("quietHours")
                        .put("from", hours.from().toString())
                        .put("to", hours.to().toString())
                        .put("timeZone", hours.zone().getId()));
        return json;
    }

    static JsonNode thresholds(Preferences preferences) {
        ObjectNode json = EventJson.mapper().createObjectNode();
        preferences.thresholds().forEach(json::put);
        return json;
    }

    static Map<String, BigDecimal> thresholds(String json) {
        try {
            Map<String, BigDecimal> thresholds = new HashMap<>();
            EventJson.mapper()
                    .readTree(json)
                    .properties()
                    .forEach(entry ->
                            thresholds.put(entry.getKey(), entry.getValue().decimalValue()));
            return thresholds;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
