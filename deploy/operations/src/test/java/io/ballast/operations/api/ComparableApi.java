package io.ballast.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.StreamSupport;

/**
 * A document of OpenAPI 3.1 said in the words of 3.0: the comparing library does not look at what 3.1 says otherwise, a
 * list of types above all, and would find no change in it.
 */
final class ComparableApi {

    private static final String NULL = "null";

    private ComparableApi() {}

    static ObjectNode of(JsonNode document) {
        ObjectNode copy = document.deepCopy();
        rewrite(copy);
        return copy.put("openapi", "3.0.3");
    }

    private static void rewrite(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("type") instanceof ArrayNode types) {
                types(object, types);
            }
            if (object.path("anyOf") instanceof ArrayNode choices) {
                choices(object, choices);
            }
            if (object.has("const")) {
                object.putArray("enum").add(object.remove("const"));
            }
            // A schema that refers and says more; 3.0 passes over what it says more
            if (object.has("$ref")) {
                object.retain("$ref");
            }
        }
        node.forEach(ComparableApi::rewrite);
    }

    private static void types(ObjectNode schema, ArrayNode types) {
        StreamSupport.stream(types.spliterator(), false).map(JsonNode::asText).forEach(type -> {
            if (type.equals(NULL)) {
                schema.put("nullable", true);
            } else {
                schema.put("type", type);
            }
        });
    }

    /** One schema or null. */
    private static void choices(ObjectNode schema, ArrayNode choices) {
        int before = choices.size();
        choices.forEach(choice -> rewrite(choice));
        for (int i = choices.size() - 1; i >= 0; i--) {
            if (choices.get(i).path("type").asText().equals(NULL)) {
                choices.remove(i);
            }
        }
        if (choices.size() < before) {
            schema.put("nullable", true);
        }
    }
}
