package io.ballast.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** JSON-RPC over HTTP with a node on loopback. */
final class EvmRpc {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final String part;
    private final URI url;

    EvmRpc(String part, URI url) {
        this.part = part;
        this.url = url;
    }

    /**
     * Calls a method.
     *
     * @param parameters texts, numbers, booleans, lists and maps
     * @throws PartFailed if the node refuses, with its reason
     */
    JsonNode call(String method, Object... parameters) {
        try {
            JsonNode answer = post(method, parameters);
            if (answer.hasNonNull("error")) {
                throw new PartFailed(
                        part,
                        method + ": " + answer.get("error").path("message").asText());
            }
            return answer.path("result");
        } catch (IOException e) {
            throw new PartFailed(part, "does not answer to " + method + ": " + e, e);
        }
    }

    /** Whether the node answers at all. */
    boolean answers() {
        try {
            return post("eth_chainId").hasNonNull("result");
        } catch (IOException e) {
            // Not listening yet.
            return false;
        }
    }

    private JsonNode post(String method, Object... parameters) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body(method, parameters)))
                .build();
        try {
            return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static byte[] body(String method, Object... parameters) throws JsonProcessingException {
        return JSON.writeValueAsBytes(
                Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters)));
    }
}
