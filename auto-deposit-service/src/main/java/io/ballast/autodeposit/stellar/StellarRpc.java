package io.ballast.autodeposit.stellar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.autodeposit.deposit.DepositChain.ChainUnavailable;
import io.ballast.autodeposit.http.ProviderHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * One Stellar RPC server. The SDK's own client can send no transaction that lifts a fee, and its HTTP sends a POST again
 * without a word; this one sends what it is given once, and has every bound set. It trusts a server only after it has named the network.
 */
final class StellarRpc {

    /** The server does not have what was asked for: it has forgotten it, or has not come to it. */
    static final String OUT_OF_RANGE = "out_of_range";

    private static final int INVALID_REQUEST = -32600;
    private static final int OK = 200;
    private static final int MOST_BYTES = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String NO_TRANSACTION = "0".repeat(64);

    private final ProviderHttp http;
    private final URI url;
    private final String passphrase;
    private final Duration timeout;
    private volatile boolean verified;

    StellarRpc(ProviderHttp http, URI url, String passphrase, Duration timeout) {
        this.http = http;
        this.url = url;
        this.passphrase = passphrase;
        this.timeout = timeout;
    }

    JsonNode transaction(String hash) throws ChainUnavailable {
        return trusted("getTransaction", JsonNodeFactory.instance.objectNode().put("hash", hash));
    }

    /** The newest ledger and its time: every answer about a transaction says it, also about one that never was. */
    JsonNode newest() throws ChainUnavailable {
        return transaction(NO_TRANSACTION);
    }

    JsonNode send(String envelope) throws ChainUnavailable {
        return trusted("sendTransaction", JsonNodeFactory.instance.objectNode().put("transaction", envelope));
    }

    JsonNode simulate(String envelope) throws ChainUnavailable {
        return trusted(
                "simulateTransaction", JsonNodeFactory.instance.objectNode().put("transaction", envelope));
    }

    JsonNode entry(String key) throws ChainUnavailable {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        parameters.putArray("keys").add(key);
        return trusted("getLedgerEntries", parameters);
    }

    JsonNode events(ObjectNode parameters) throws ChainUnavailable {
        return trusted("getEvents", parameters);
    }

    /** A number, which some fields have as a text. */
    static long number(JsonNode json, String field) throws ChainUnavailable {
        JsonNode value = json.path(field);
        OptionalLong number = value.canConvertToLong() && value.isIntegralNumber()
                ? OptionalLong.of(value.asLong())
                : ofText(value.asText(""));
        return number.orElseThrow(() -> new ChainUnavailable("rpc_malformed"));
    }

    static String text(JsonNode json, String field) throws ChainUnavailable {
        if (!json.path(field).isTextual()) {
            throw new ChainUnavailable("rpc_malformed");
        }
        return json.path(field).asText();
    }

    private JsonNode trusted(String method, ObjectNode parameters) throws ChainUnavailable {
        try {
            if (!verified && !passphrase.equals(text(call("getNetwork", null), "passphrase"))) {
                throw new ChainUnavailable("wrong_network");
            }
            verified = true;
            return call(method, parameters);
        } catch (ChainUnavailable failure) {
            verified = false;
            throw failure;
        }
    }

    private JsonNode call(String method, ObjectNode parameters) throws ChainUnavailable {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method);
        if (parameters != null) {
            request.set("params", parameters);
        }
        JsonNode answer = post(request);
        if (answer.path("error").path("code").asInt() == INVALID_REQUEST) {
            throw new ChainUnavailable(OUT_OF_RANGE);
        }
        JsonNode result = answer.path("result");
        if (!result.isObject()) {
            throw new ChainUnavailable("rpc_error");
        }
        return result;
    }

    private JsonNode post(ObjectNode body) throws ChainUnavailable {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request);
            try (InputStream content = response.body()) {
                return read(response.statusCode(), content.readNBytes(MOST_BYTES));
            }
        } catch (JsonProcessingException garbage) {
            throw new ChainUnavailable("rpc_malformed");
        } catch (IOException unreachable) {
            throw new ChainUnavailable("rpc_unreachable");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ChainUnavailable("stopping");
        }
    }

    private static JsonNode read(int status, byte[] body) throws IOException, ChainUnavailable {
        if (status != OK) {
            throw new ChainUnavailable("rpc_http_error");
        }
        return JSON.readTree(body);
    }

    private static OptionalLong ofText(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
