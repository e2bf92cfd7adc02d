package io.ballast.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.operations.Checkout;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The one document of the API behind the gateway: {@code deploy/api/base.yaml} and each service's, merged. */
final class GatewayDocument {

    /** Which service an operation is of. */
    static final String SERVICE = "x-ballast-service";

    static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final ObjectNode document;
    private final Set<String> operationIds = new HashSet<>();

    private GatewayDocument(JsonNode base) {
        document = base.deepCopy();
        document.path("paths").forEach(item -> item.forEach(this::remember));
    }

    static ObjectNode ofCheckout() {
        return merge(Checkout.yaml("deploy/api/base.yaml"), ServiceDocument.committed());
    }

    /**
     * Merges.
     *
     * @throws IllegalStateException if two of them have a path or an operationId in common, or an operation has none
     */
    static ObjectNode merge(JsonNode base, List<ServiceDocument> services) {
        GatewayDocument merged = new GatewayDocument(base);
        services.forEach(merged::add);
        merged.dropUnused();
        sort(merged.section("paths"));
        merged.section("components").forEach(kind -> sort((ObjectNode) kind));
        return merged.document;
    }

    private void add(ServiceDocument service) {
        JsonNode content = service.content().deepCopy();
        ComponentNames names = new ComponentNames(service.prefix());
        names.renameReferences(content);
        content.path("components").properties().forEach(kind -> addComponents(kind.getKey(), kind.getValue(), names));
        content.path("paths").properties().forEach(path -> addPath(service, path.getKey(), path.getValue()));
        addTags(service);
    }

    private void addComponents(String kind, JsonNode components, ComponentNames names) {
        if (kind.equals("securitySchemes")) {
            components.fieldNames().forEachRemaining(this::requireScheme);
            return;
        }
        components.properties().forEach(component -> {
            JsonNode present = section("components")
                    .withObjectProperty(kind)
                    .putIfAbsent(names.of(kind, component.getKey()), component.getValue());
            require(present == null || present.equals(component.getValue()), "not alike: " + component.getKey());
        });
    }

    private void requireScheme(String name) {
        require(document.at("/components/securitySchemes/" + name).isObject(), "a security scheme of its own: " + name);
    }

    private void addPath(ServiceDocument service, String path, JsonNode item) {
        require(section("paths").putIfAbsent(path, item) == null, "two services have the path " + path);
        item.properties().stream()
                .filter(entry -> METHODS.contains(entry.getKey()))
                .forEach(entry -> complete(service, (ObjectNode) entry.getValue()));
    }

    private void complete(ServiceDocument service, ObjectNode operation) {
        remember(operation);
        ArrayNode tags = document.arrayNode();
        operation.path("tags").forEach(tag -> tags.add(service.tag(tag.asText())));
        operation.set("tags", tags);
        operation.put(SERVICE, service.service());
        if (!operation.has("security") && service.content().has("security")) {
            operation.set("security", service.content().get("security").deepCopy());
        }
    }

    private void remember(JsonNode operation) {
        String id = operation.path("operationId").asText();
        require(!id.isEmpty(), "an operation has no operationId: " + operation.path("summary"));
        require(operationIds.add(id), "there twice: operationId " + id);
    }

    /** The tags that its operations have, with what it says of them. */
    private void addTags(ServiceDocument service) {
        Map<String, JsonNode> tags = new TreeMap<>();
        service.content()
                .path("paths")
                .forEach(item -> item.forEach(operation -> operation
                        .path("tags")
                        .forEach(tag -> tags.put(
                                service.tag(tag.asText()),
                                document.objectNode().put("name", service.tag(tag.asText()))))));
        service.content().path("tags").forEach(tag -> {
            ObjectNode described = tag.deepCopy();
            tags.put(
                    service.tag(tag.path("name").asText()),
                    described.put("name", service.tag(tag.path("name").asText())));
        });
        document.withArrayProperty("tags").addAll(tags.values());
    }

    /** Frameworks leave behind what nothing refers to. */
    private void dropUnused() {
        Set<String> used = new HashSet<>();
        use(section("paths"), used);
        section("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind ->
                        retain((ObjectNode) kind.getValue(), name -> used.contains(kind.getKey() + "/" + name)));
    }

    private static void retain(ObjectNode node, Predicate<String> wanted) {
        List<String> names = node.properties().stream().map(Map.Entry::getKey).toList();
        node.remove(names.stream().filter(wanted.negate()).toList());
    }

    private void use(JsonNode node, Set<String> used) {
        if (node.path("$ref").isTextual()) {
            Map.Entry<String, String> target =
                    ComponentNames.target(node.get("$ref").textValue());
            if (used.add(target.getKey() + "/" + target.getValue())) {
                JsonNode component = section("components").path(target.getKey()).path(target.getValue());
                require(component.isObject(), "refers to nothing: " + node.get("$ref"));
                use(component, used);
            }
        }
        node.forEach(inner -> use(inner, used));
    }

    private ObjectNode section(String name) {
        return document.withObjectProperty(name);
    }

    private static void sort(ObjectNode node) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        node.removeAll();
        node.setAll(sorted);
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalStateException(otherwise);
        }
    }
}
