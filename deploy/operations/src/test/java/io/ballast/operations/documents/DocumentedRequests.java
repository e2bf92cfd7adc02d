package io.ballast.operations.documents;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.operations.Checkout;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The requests that documents tell people to send. */
final class DocumentedRequests {

    private static final Pattern REQUEST = Pattern.compile(
            "\\b(?<method>GET|POST|PUT|PATCH|DELETE) (?<path>/[^\\s`?]*)[^\\s`]*(?: +(?<body>\\{[^\\n`]*}))?");
    private static final Pattern VARIABLE_PART = Pattern.compile("\\{[^}]*}|\\$\\w+");

    private DocumentedRequests() {}

    /** @param body JSON, empty where none is shown */
    record Request(String document, String method, String path, String body) {

        /** The operation of the merged API that answers it. */
        Optional<JsonNode> operation() {
            return Checkout.yaml("deploy/api/openapi.yaml").path("paths").properties().stream()
                    .filter(item -> form(item.getKey()).equals(form(path)))
                    .map(item -> item.getValue().path(method.toLowerCase()))
                    .filter(JsonNode::isObject)
                    .findFirst();
        }
    }

    static List<Request> all() {
        return Document.ofOperators().stream()
                .flatMap(document -> REQUEST.matcher(document.text())
                        .results()
                        .map(request -> new Request(
                                document.path(),
                                request.group("method"),
                                request.group("path"),
                                Optional.ofNullable(request.group("body")).orElse(""))))
                .toList();
    }

    private static String form(String path) {
        return VARIABLE_PART.matcher(path).replaceAll("{}");
    }
}
