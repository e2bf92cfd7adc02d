package io.ballast.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The set as a client of the gateway sees it. Every call goes through the gateway and is bounded in time. */
final class Api {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI gateway;

    Api(URI gateway) {
        this.gateway = gateway;
    }

    /** What came back. */
    record Answer(int status, JsonNode body, Map<String, String> headers) {

        String id() {
            return body.get("id").asText();
        }
    }

    URI gateway() {
        return gateway;
    }

    HttpClient http() {
        return http;
    }

    String token(String user, String groups) {
        return token(user, groups, "default");
    }

    String token(String user, String groups, String tenant) {
        String query = "/dev/token?sub=%s&groups=%s&tenant=%s".formatted(user, groups, tenant);
        return send(HttpRequest.newBuilder(gateway.resolve(query)).GET()).body();
    }

    Answer get(String token, String path) {
        return answer(send(authorised(token, path).GET()));
    }

    Answer post(String token, String path, String body) {
        return post(token, path, body, UUID.randomUUID().toString());
    }

    Answer post(String token, String path, String body, String idempotencyKey) {
        return answer(send(authorised(token, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(body))));
    }

    /** As part of a trace that began elsewhere. */
    Answer post(String token, String path, String body, String idempotencyKey, String traceparent) {
        return answer(send(authorised(token, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .header("traceparent", traceparent)
                .POST(BodyPublishers.ofString(body))));
    }

    Answer patch(String token, String path, String body) {
        return answer(send(authorised(token, path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body))));
    }

    Answer put(String token, String path, String body) {
        return answer(send(authorised(token, path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))));
    }

    Answer getAnonymously(String path) {
        return answer(send(HttpRequest.newBuilder(gateway.resolve(path)).GET()));
    }

    private HttpRequest.Builder authorised(String token, String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        Map<String, String> headers = response.headers().map().entrySet().stream()
                .collect(Collectors.toMap(
                        e -> e.getKey().toLowerCase(Locale.ROOT),
                        e -> e.getValue().getFirst()));
        return new Answer(response.statusCode(), parse(response.body()), headers);
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank()
                    ? EventJson.mapper().nullNode()
                    : EventJson.mapper().readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON: " + body, e);
        }
    }
}
