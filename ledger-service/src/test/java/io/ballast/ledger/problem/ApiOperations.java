package io.ballast.ledger.problem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What the service says about its operations: which there are, and what a body of each looks like. */
final class ApiOperations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String NO_SUCH_ASSET = "ZZZ";

    private final JsonNode document;

    ApiOperations(String openApi) {
        try {
            document = new ObjectMapper().readTree(openApi);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Operation> all(Set<String> methods) {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (methods.contains(method.getKey())) {
                        operations.add(operation(method.getKey(), path.getKey(), method.getValue()));
                    }
                }));
        return operations;
    }

    private Operation operation(String method, String path, JsonNode described) {
        JsonNode schema = described
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        List<String> queries = new ArrayList<>();
        described.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("query")) {
                queries.add(parameter.path("name").asText());
            }
        });
        return new Operation(method, path, schema.isMissingNode() ? null : resolve(schema), queries);
    }

    private JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    /** A body of the right form that names nothing which exists. */
    ObjectNode sample(JsonNode schema) {
        ObjectNode body = JSON.objectNode();
        resolve(schema)
                .path("properties")
                .properties()
                .forEach(property ->
                        body.set(property.getKey(), sample(property.getKey(), resolve(property.getValue()))));
        return body;
    }

    private JsonNode sample(String name, JsonNode schema) {
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asText() : type.asText()) {
            case "string" -> JSON.textNode(text(name, schema));
            case "integer", "number" -> JSON.numberNode(1);
            case "boolean" -> JSON.booleanNode(false);
            case "array" -> array(name, schema);
            default -> sample(schema);
        };
    }

    private ArrayNode array(String name, JsonNode schema) {
        return JSON.arrayNode().add(sample(name, resolve(schema.path("items"))));
    }

    private static String text(String name, JsonNode schema) {
        if (schema.path("format").asText().equals("uuid")
                || schema.path("pattern").asText().contains("a-fA-F0-9")) {
            return UUID.randomUUID().toString();
        }
        if (schema.path("format").asText().equals("date-time")) {
            return "2026-01-02T03:04:05Z";
        }
        return name.equalsIgnoreCase("asset") ? NO_SUCH_ASSET : "x";
    }

    /**
     * One operation.
     *
     * @param schema of the body; null if it takes none
     * @param queries the names of the query's parameters
     */
    record Operation(String method, String path, JsonNode schema, List<String> queries) {

        String name() {
            return method.toUpperCase() + " " + path;
        }
    }
}
