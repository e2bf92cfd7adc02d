package io.ballast.acceptance.scale;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

/** A caller of a service's replicas who asks again until it has the answer it waits for. */
final class Client {

    /** Longer than any answer takes, and short enough to try another replica soon. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(1))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final RoundRobin replicas;

    Client(RoundRobin replicas) {
        this.replicas = replicas;
    }

    JsonNode get(String token, String path) {
        return insist(200, path, () -> request(token, path).GET());
    }

    JsonNode put(String token, String path, String body) {
        return insist(200, path, () -> json(token, path).PUT(BodyPublishers.ofString(body)));
    }

    /** Under a key of its own, so that asking again has no second effect. */
    JsonNode post(String token, String path, String body) {
        String key = UUID.randomUUID().toString();
        return insist(
                201,
                path,
                () -> json(token, path).header("Idempotency-Key", key).POST(BodyPublishers.ofString(body)));
    }

    private interface Attempt {
        HttpRequest.Builder request();
    }

    private JsonNode insist(int status, String what, Attempt attempt) {
        return await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .until(() -> answer(status, attempt), Objects::nonNull);
    }

    /** @return {@code null} if it has to be tried again: nobody answered, or another status came that may pass */
    private JsonNode answer(int status, Attempt attempt) {
        try {
            HttpResponse<String> response =
                    http.send(attempt.request().timeout(TIMEOUT).build(), BodyHandlers.ofString());
            if (response.statusCode() == status) {
                return EventJson.mapper().readTree(response.body());
            }
            if (mayPass(response.statusCode())) {
                return null;
            }
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        } catch (IOException unreachable) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A conflict is the first attempt that is still in flight. */
    private static boolean mayPass(int status) {
        return status >= 500 || status == 409 || status == 429;
    }

    private HttpRequest.Builder json(String token, String path) {
        return request(token, path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String token, String path) {
        URI uri = replicas.next().resolve(path);
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token);
    }
}
