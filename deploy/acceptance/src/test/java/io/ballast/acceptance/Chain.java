package io.ballast.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The set's EVM node, asked over plain JSON-RPC as any wallet would. Amounts are the token's smallest units. */
final class Chain {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String TRANSFER = "0xa9059cbb";
    private static final String MINT = "0x40c10f19";

    private final HttpClient http = HttpClient.newHttpClient();
    private final SecureRandom random = new SecureRandom();
    private final URI rpc;
    private final String token;

    Chain(URI rpc, String token) {
        this.rpc = rpc;
        this.token = token;
    }

    /** An address that holds nothing yet. */
    String freshAddress() {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    /** An ERC-20 transfer from the node's first account, which is given the units before. Returns when it is mined. */
    void transfer(String to, long units) {
        String treasury = call("eth_accounts", List.of()).get(0).asText();
        send(treasury, MINT, treasury, units);
        send(treasury, TRANSFER, to, units);
    }

    private void send(String from, String selector, String address, long units) {
        String data = selector + word(new BigInteger(address.substring(2), 16)) + word(BigInteger.valueOf(units));
        String hash = call("eth_sendTransaction", List.of(Map.of("from", from, "to", token, "data", data)))
                .asText();
        JsonNode receipt = Awaitility.await()
                .atMost(TIMEOUT)
                .pollInterval(POLL)
                .until(() -> call("eth_getTransactionReceipt", List.of(hash)), mined -> !mined.isNull());
        if (!receipt.path("status").asText().equals("0x1")) {
            throw new IllegalStateException("Failed on the chain: " + receipt);
        }
    }

    private JsonNode call(String method, List<?> parameters) {
        try {
            String body = EventJson.mapper()
                    .writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters));
            HttpRequest request = HttpRequest.newBuilder(rpc)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            JsonNode answer = EventJson.mapper()
                    .readTree(http.send(request, BodyHandlers.ofString()).body());
            if (answer.has("error")) {
                throw new IllegalStateException(method + ": " + answer.get("error"));
            }
            return answer.get("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String word(BigInteger value) {
        return "%064x".formatted(value);
    }
}
