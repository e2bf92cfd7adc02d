package io.ballast.autodeposit.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What of a webhook is used: that something came to an account. What it says of amounts is not even read. */
@Schema(description = "A payment that somebody saw. Other fields are ignored.")
public record WebhookPayment(
        @Schema(required = true, description = "Identifies the delivery; the same again does nothing.", maxLength = 128)
        String id,

        @Schema(
                required = true,
                description = "The network by the name that this installation has for it.",
                maxLength = 64)
        String network,

        @Schema(required = true, description = "The Stellar account that received.", maxLength = 56)
        String account) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("\\P{Cntrl}{1,128}");
    private static final Pattern NETWORK = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern ACCOUNT = Pattern.compile("G[A-Z2-7]{55}");

    /** The payment in the body, or empty if there is none. */
    static Optional<WebhookPayment> read(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            WebhookPayment payment = new WebhookPayment(
                    json.path("id").asText(""),
                    json.path("network").asText(""),
                    json.path("account").asText(""));
            boolean usable = ID.matcher(payment.id).matches()
                    && NETWORK.matcher(payment.network).matches()
                    && ACCOUNT.matcher(payment.account).matches();
            return usable ? Optional.of(payment) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
