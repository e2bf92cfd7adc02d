package io.ballast.acceptance.scale;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A caller of a service's replicas who asks again until it has the answer it waits for: soon at first, because the next replica
 * may be well, then ever later. Whoever does not wait for an answer that is on its way, and asks again at once, has a service
 * that is merely slow do everything several times.
 */
final class Client {

    /** A replica that is killed cuts the connection: this is only for one that does not answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 3_200;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(1))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final RoundRobin replicas;
    private final Attempts repeated = new Attempts();

    Client(RoundRobin replicas) {
        this.replicas = replicas;
    }

    /** The attempts that had to be repeated. */
    Attempts repeated() {
        return repeated;
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
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        JsonNode answer = answer(status, attempt);
        while (answer == null) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + ": no answer within " + PATIENCE.toSeconds() + " s");
            }
            pauseFor(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            answer = answer(status, attempt);
        }
        return answer;
    }

    /** Between half of it and all, so that those who were refused together do not come back together. */
    private static void pauseFor(long millis) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
                repeated.ended("× " + response.statusCode());
                return null;
            }
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        } catch (HttpConnectTimeoutException | ConnectException unreachable) {
            repeated.ended("not connected");
            return null;
        } catch (HttpTimeoutException late) {
            repeated.ended("not answered in time");
            return null;
        } catch (IOException cut) {
            repeated.ended("cut off");
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
