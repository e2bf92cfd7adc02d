package io.ballast.autodeposit.signer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.autodeposit.http.ProviderHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Keys that Turnkey keeps. An activity is known to Turnkey by its body: the same body again, its time included, is the same
 * activity, so the body is written down first and asked with until there is an answer.
 */
public final class TurnkeySigner implements Signer {

    private static final String PATH = "/public/v1/submit/sign_raw_payload";
    private static final int OK = 200;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int THROTTLED = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int MOST_BYTES = 1 << 20;
    private static final int HALF = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProviderHttp http;
    private final URI url;
    private final String organization;
    private final TurnkeyStamp stamp;
    private final Duration timeout;
    private final Clock clock;

    /**
     * Makes one.
     *
     * @param url where Turnkey's API is
     * @param organization the organisation's id, whose wallets sign
     * @param publicKey the API key's, compressed, in hex
     * @param privateKey the API key's, in hex
     */
    public TurnkeySigner(
            ProviderHttp http,
            URI url,
            String organization,
            String publicKey,
            String privateKey,
            Duration timeout,
            Clock clock) {
        this.http = http;
        this.url = url.resolve(PATH);
        this.organization = organization;
        this.stamp = new TurnkeyStamp(publicKey, privateKey);
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public String request(String account, String hash) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", "ACTIVITY_TYPE_SIGN_RAW_PAYLOAD_V2")
                .put("timestampMs", Long.toString(clock.millis()))
                .put("organizationId", organization);
        body.putObject("parameters")
                .put("signWith", account)
                .put("payload", hash)
                .put("encoding", "PAYLOAD_ENCODING_HEXADECIMAL")
                .put("hashFunction", "HASH_FUNCTION_NOT_APPLICABLE");
        return body.toString();
    }

    @Override
    public Answer sign(String account, String request) {
        HttpRequest post = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header(TurnkeyStamp.HEADER, stamp.of(request))
                .POST(BodyPublishers.ofString(request))
                .build();
        try {
            HttpResponse<InputStream> response = http.send(post);
            try (InputStream content = response.body()) {
                return answer(response.statusCode(), content.readNBytes(MOST_BYTES));
            }
        } catch (IOException away) {
            return new Answer.Pending("signer_unavailable");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Answer.Pending("stopping");
        }
    }

    private static Answer answer(int status, byte[] body) throws IOException {
        if (status >= SERVER_ERRORS || status == THROTTLED || status == REQUEST_TIMEOUT) {
            return new Answer.Pending("signer_unavailable");
        }
        if (status != OK) {
            return new Answer.Refused("signer_http_" + status);
        }
        JsonNode activity = JSON.readTree(body).path("activity");
        return switch (activity.path("status").asText()) {
            case "ACTIVITY_STATUS_COMPLETED" ->
                signature(activity.path("result").path("signRawPayloadResult"));
            case "ACTIVITY_STATUS_CREATED", "ACTIVITY_STATUS_PENDING" -> new Answer.Pending("signer_pending");
            case "ACTIVITY_STATUS_CONSENSUS_NEEDED" -> new Answer.Pending("signer_consensus_needed");
            case "ACTIVITY_STATUS_REJECTED" -> new Answer.Refused("signer_rejected");
            case "ACTIVITY_STATUS_FAILED" -> new Answer.Refused("signer_failed");
            default -> new Answer.Pending("signer_malformed");
        };
    }

    /** For ed25519 the two halves stand one behind the other. */
    private static Answer signature(JsonNode result) {
        String halves = result.path("r").asText() + result.path("s").asText();
        try {
            return halves.length() == 2 * HALF
                    ? new Answer.Signature(HexFormat.of().parseHex(halves))
                    : new Answer.Refused("signature_invalid");
        } catch (IllegalArgumentException notHex) {
            return new Answer.Refused("signature_invalid");
        }
    }
}
