package io.ballast.acceptance.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.net.http.HttpResponse;

/** What came back for a request of a file. */
record Answer(HttpResponse<String> response) {

    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    String header(String name) {
        return response.headers()
                .firstValue(name)
                .orElseThrow(() -> new IllegalArgumentException("the answer has no header " + name));
    }

    /** @param path such as {@code $.items[0].id}; the text of what is there, empty if nothing is */
    String member(String path) {
        String pointer = path.substring(1).replaceAll("\\[(\\d+)]", ".$1").replace('.', '/');
        try {
            JsonNode member = EventJson.mapper().readTree(body()).at(pointer);
            return member.isContainerNode() ? member.toString() : member.asText("");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + body(), e);
        }
    }
}
