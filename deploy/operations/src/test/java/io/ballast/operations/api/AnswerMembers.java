package io.ballast.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the answers of an API have in them. The comparing library only misses what is gone if it was required, which few
 * members of our answers are, and does not mind one that can be null now.
 */
final class AnswerMembers {

    private final JsonNode document;
    private final Map<String, Boolean> members = new TreeMap<>();

    private AnswerMembers(JsonNode document) {
        this.document = document;
    }

    /** Whether it can be null, by operation, status and path of the member. */
    static Map<String, Boolean> of(JsonNode document) {
        AnswerMembers answers = new AnswerMembers(document);
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> GatewayDocument.METHODS.contains(method.getKey()))
                        .forEach(method -> answers.addAll(method.getKey() + " " + path.getKey(), method.getValue())));
        return answers.members;
    }

    private void addAll(String operation, JsonNode content) {
        content.path("responses")
                .properties()
                .forEach(response -> resolved(response.getValue())
                        .path("content")
                        .forEach(media ->
                                add(operation + " " + response.getKey() + " $", media.path("schema"), Set.of())));
    }

    private void add(String at, JsonNode schema, Set<String> within) {
        String reference = schema.path("$ref").asText();
        if (!schema.isObject() || within.contains(reference)) {
            return;
        }
        Set<String> deeper = new HashSet<>(within);
        if (!reference.isEmpty()) {
            deeper.add(reference);
        }
        JsonNode whole = resolved(schema);
        whole.path("properties").properties().forEach(property -> {
            String name = at + "." + property.getKey();
            members.merge(name, isNullable(property.getValue()), Boolean::logicalOr);
            add(name, property.getValue(), deeper);
        });
        Stream.of("items", "additionalProperties").forEach(inner -> add(at + "[]", whole.path(inner), deeper));
        whole.path("allOf").forEach(part -> add(at, part, deeper));
        Stream.of("anyOf", "oneOf")
                .forEach(choice -> whole.path(choice)
                        .forEach(one -> add(at + "(" + one.path("$ref").asText() + ")", one, deeper)));
    }

    private JsonNode resolved(JsonNode node) {
        return node.path("$ref").isTextual()
                ? document.requiredAt(node.get("$ref").textValue().substring(1))
                : node;
    }

    private boolean isNullable(JsonNode schema) {
        JsonNode whole = resolved(schema);
        return isNull(whole)
                || whole.path("type") instanceof ArrayNode types && has(types, "null")
                || StreamSupport.stream(whole.path("anyOf").spliterator(), false)
                        .anyMatch(AnswerMembers::isNull);
    }

    private static boolean isNull(JsonNode schema) {
        return schema.path("type").asText().equals("null");
    }

    private static boolean has(ArrayNode types, String type) {
        return StreamSupport.stream(types.spliterator(), false)
                .anyMatch(one -> one.asText().equals(type));
    }
}
