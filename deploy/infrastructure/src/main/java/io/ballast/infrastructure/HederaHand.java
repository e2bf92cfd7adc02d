package io.ballast.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Tells the Hedera sandbox what to do beside the protocol. */
final class HederaHand {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(BOUND)
            .build();
    private final String part;
    private final URI origin;

    HederaHand(String part, int port) {
        this.part = part;
        this.origin = URI.create("http://127.0.0.1:" + port + "/sandbox/");
    }

    /** The id of what came of it. */
    String idOf(String what, Object body) {
        return order(what, body).path("id").asText();
    }

    /** @throws PartFailed if it is not done */
    JsonNode order(String what, Object body) {
        try {
            HttpResponse<byte[]> response = post(what, body);
            if (response.statusCode() != 200) {
                String answer = new String(response.body(), StandardCharsets.UTF_8);
                throw new PartFailed(part, what + " was answered with " + response.statusCode() + " " + answer);
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new PartFailed(part, "does not answer to " + what + ": " + e, e);
        }
    }

    boolean isReady() {
        try {
            return post("ready", "").statusCode() == 200;
        } catch (IOException e) {
            // Not listening yet.
            return false;
        }
    }

    private HttpResponse<byte[]> post(String what, Object body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(origin.resolve(what))
                .timeout(BOUND)
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
