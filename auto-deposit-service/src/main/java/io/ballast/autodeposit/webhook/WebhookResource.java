package io.ballast.autodeposit.webhook;

import io.ballast.autodeposit.problem.ProblemCode;
import io.ballast.autodeposit.problem.Problems;
import io.ballast.autodeposit.work.PgWork;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Takes word that somebody was paid. It is never believed: the chain is asked, sooner than it would have been. */
@Path("/webhooks/stellar")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@SecurityRequirements
@Tag(name = "Webhooks", description = "Word of payments; it only hastens a look.")
public class WebhookResource {

    private static final int ACCEPTED = 202;

    private final WebhookConfig config;
    private final PgWork work;

    WebhookResource(WebhookConfig config, PgWork work) {
        this.config = config;
        this.work = work;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(ACCEPTED)
    @Operation(
            operationId = "receiveStellarWebhook",
            summary = "Tells of a payment to an account",
            description = "`X-Ballast-Signature` is `v1=` and the HMAC-SHA-256 in hex, with the shared secret, over"
                    + " `X-Ballast-Timestamp` (seconds since 1970), a point and the body.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = WebhookPayment.class)))
    @APIResponse(
            responseCode = "202",
            description = "The chain is asked, if there are wallets of that account.",
            content = @Content(schema = @Schema(implementation = WebhookAnswer.class)))
    @APIResponse(responseCode = "400", description = "The body names no account.")
    @APIResponse(responseCode = "401", description = "The signature is not right, or its time is not now.")
    @APIResponse(responseCode = "404", description = "There are no webhooks here.")
    @APIResponse(responseCode = "413", description = "The body is too long.")
    @APIResponse(responseCode = "503", description = "Not now; try again.")
    public Uni<WebhookAnswer> receive(
            @HeaderParam("X-Ballast-Timestamp") String timestamp,
            @HeaderParam("X-Ballast-Signature") String signature,
            byte[] body) {
        List<String> secrets = config.secrets().orElse(List.of());
        if (secrets.isEmpty()) {
            throw Problems.of(ProblemCode.NOT_FOUND);
        }
        if (body.length > config.maxBytes()) {
            throw Problems.of(ProblemCode.PAYLOAD_TOO_LARGE);
        }
        if (!WebhookRules.isAuthentic(secrets, timestamp, signature, body, Instant.now(), config.tolerance())) {
            throw Problems.of(ProblemCode.UNAUTHORIZED);
        }
        WebhookPayment payment = WebhookPayment.read(body).orElseThrow(WebhookResource::unusable);
        return work.hasten(payment.id(), payment.network(), payment.account()).map(isNew -> new WebhookAnswer(!isNew));
    }

    private static RuntimeException unusable() {
        return Problems.invalidField("The body", "names no id, network and account");
    }
}
