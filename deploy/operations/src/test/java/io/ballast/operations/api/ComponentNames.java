package io.ballast.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a service's components are called in the merged document: with the service's prefix, so that what one service adds
 * never renames another's. What all services have alike is there once, under its own name.
 */
record ComponentNames(String prefix) {

    static final Set<String> SHARED = Set.of(
            "Consumer", "DeadLetters", "EventFlow", "HttpProblem", "Instant", "LocalDate", "OutboxState", "UUID");

    private static final Pattern REFERENCE = Pattern.compile("#/components/([^/]+)/([^/]+)");

    String of(String kind, String name) {
        return kind.equals("schemas") && SHARED.contains(name) ? name : prefix + name;
    }

    /** Renames what the node, and everything in it, refers to. */
    void renameReferences(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("$ref").isTextual()) {
            object.set("$ref", TextNode.valueOf(renamed(object.get("$ref").textValue())));
        }
        node.forEach(this::renameReferences);
    }

    private String renamed(String reference) {
        Matcher matcher = REFERENCE.matcher(reference);
        if (!matcher.matches()) {
            throw new IllegalStateException("not a component of its document: " + reference);
        }
        return "#/components/" + matcher.group(1) + "/" + of(matcher.group(1), matcher.group(2));
    }

    /** Kind and name of what a reference leads to. */
    static Map.Entry<String, String> target(String reference) {
        Matcher matcher = REFERENCE.matcher(reference);
        if (!matcher.matches()) {
            throw new IllegalStateException("not a component: " + reference);
        }
        return Map.entry(matcher.group(1), matcher.group(2));
    }
}
