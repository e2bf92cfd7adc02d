package io.ballast.operations.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A rule of Prometheus.
 *
 * @param file the rule file's name without its ending
 * @param alert its name, empty for one that records
 * @param record the series it records, empty for an alert
 */
record Rule(
        String file,
        String alert,
        String record,
        String expression,
        Map<String, String> labels,
        Map<String, String> annotations) {

    static Rule of(String file, JsonNode rule) {
        return new Rule(
                file,
                rule.path("alert").asText(),
                rule.path("record").asText(),
                rule.path("expr").asText(),
                strings(rule.path("labels")),
                strings(rule.path("annotations")));
    }

    boolean isAlert() {
        return !alert.isEmpty();
    }

    String severity() {
        return labels.getOrDefault("severity", "");
    }

    /** Its name with its severity, since two rules may tell of the same more or less urgently. */
    String title() {
        return alert + " (" + severity() + ")";
    }

    static Map<String, String> strings(JsonNode node) {
        return node.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
    }
}
