package io.ballast.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.Changed;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedOperation;

/** What of a change breaks who calls the API as it was released. */
final class BreakingChanges {

    private BreakingChanges() {}

    /** A line for each thing that a client of the released one can not go on with. */
    static List<String> between(JsonNode released, JsonNode now) {
        ChangedOpenApi changed = OpenApiCompare.fromContents(
                ComparableApi.of(released).toString(), ComparableApi.of(now).toString());
        Stream<String> gone =
                changed.getMissingEndpoints().stream().map(end -> "gone: " + end.getMethod() + " " + end.getPathUrl());
        Stream<String> broken = changed.getChangedOperations().stream()
                .filter(Changed::isIncompatible)
                .map(BreakingChanges::describe);
        return Stream.of(gone, broken, answers(released, now), closed(released, now))
                .flatMap(lines -> lines)
                .sorted()
                .toList();
    }

    /** Members of answers that are gone, or can be null now. Those of operations that are gone are told of already. */
    private static Stream<String> answers(JsonNode released, JsonNode now) {
        Map<String, Boolean> members = AnswerMembers.of(now);
        return AnswerMembers.of(released).entrySet().stream()
                .filter(member ->
                        !members.containsKey(member.getKey()) || members.get(member.getKey()) && !member.getValue())
                .map(member -> (members.containsKey(member.getKey()) ? "can be null: " : "gone: ") + member.getKey());
    }

    /** Operations that anybody could call. */
    private static Stream<String> closed(JsonNode released, JsonNode now) {
        return released.path("paths").properties().stream()
                .flatMap(path -> GatewayDocument.METHODS.stream()
                        .filter(method -> isOpen(path.getValue().path(method)))
                        .filter(method -> now.path("paths").path(path.getKey()).has(method))
                        .filter(method ->
                                !isOpen(now.path("paths").path(path.getKey()).path(method)))
                        .map(method -> "needs a token: " + method + " " + path.getKey()));
    }

    private static boolean isOpen(JsonNode operation) {
        JsonNode security = operation.path("security");
        return security.isArray()
                && (security.isEmpty()
                        || StreamSupport.stream(security.spliterator(), false).anyMatch(JsonNode::isEmpty));
    }

    private static String describe(ChangedOperation operation) {
        List<String> parts = new ArrayList<>();
        note(parts, "parameters", operation.getParameters());
        note(parts, "request", operation.getRequestBody());
        note(parts, "responses", operation.getApiResponses());
        note(parts, "security", operation.getSecurityRequirements());
        return "broken: " + operation.getHttpMethod() + " " + operation.getPathUrl() + " " + parts;
    }

    private static void note(List<String> parts, String name, Changed part) {
        if (part != null && part.isIncompatible()) {
            parts.add(name);
        }
    }
}
