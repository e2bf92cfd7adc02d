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
import java.util.Map;

/** The set's Hedera network, told what to move as its README tells developers to. */
final class HederaNetwork {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int TAKES_ANY_TOKEN = -1;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI mirror;
    private final String smiles;

    HederaNetwork(URI mirror, String smiles) {
        this.mirror = mirror;
        this.smiles = smiles;
    }

    /** An account with so much; its id. */
    String account(long tinybars, long smilesUnits) {
        return order(
                "account",
                Map.of("tinybars", tinybars, "smiles", smilesUnits, "automaticAssociations", TAKES_ANY_TOKEN));
    }

    /** Moves HBAR from the operator. */
    void sendHbar(String to, long tinybars) {
        order("transfer", Map.of("to", to, "amount", tinybars));
    }

    void moveSmiles(String from, String to, long units) {
        order("transfer", Map.of("token", smiles, "from", from, "to", to, "amount", units));
    }

    private String order(String what, Map<String, Object> body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(mirror.resolve("/sandbox/" + what))
                    .timeout(TIMEOUT)
                    .POST(BodyPublishers.ofString(EventJson.mapper().writeValueAsString(body)))
                    .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            JsonNode answer = EventJson.mapper().readTree(response.body());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(what + ": " + answer);
            }
            return answer.path("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
