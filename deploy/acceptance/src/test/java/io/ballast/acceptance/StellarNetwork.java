package io.ballast.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import io.ballast.infrastructure.StellarSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.stellar.sdk.KeyPair;

/** The set's Stellar network, told what to move as its README tells developers to. */
final class StellarNetwork {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    StellarNetwork(URI url) {
        this.url = url;
    }

    /** Opens the account of the key with that name, with so much USDC in its smallest unit; the account. */
    String open(String key, long units) {
        KeyPair owner = StellarSandbox.key(key);
        order("open", Map.of("seed", new String(owner.getSecretSeed()), "units", units));
        return owner.getAccountId();
    }

    /** Has the issuer pay USDC. */
    void pay(String account, long units) {
        order("mint", Map.of("account", account, "units", units));
    }

    long usdc(String account) {
        return order("usdc", Map.of("account", account)).path("units").asLong();
    }

    long shares(String account) {
        return order("shares", Map.of("account", account)).path("shares").asLong();
    }

    private JsonNode order(String what, Map<String, Object> body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(url.resolve("/sandbox/" + what))
                    .timeout(TIMEOUT)
                    .POST(BodyPublishers.ofString(EventJson.mapper().writeValueAsString(body)))
                    .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            JsonNode answer = EventJson.mapper().readTree(response.body());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(what + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
