package io.ballast.ledger.adjustment;

import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.Claims;
import io.ballast.ledger.idempotency.RequestHash;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.ballast.ledger.transaction.TransactionView;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;

/** Corrections by admins. */
@RolesAllowed(Caller.ADMIN)
@Path(Adjustments.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transactions")
@APIResponse(responseCode = "401", ref = "Problem")
public class AdjustmentResource {

    private final Callers callers;
    private final Adjustments adjustments;
    private final Answers answers;

    AdjustmentResource(Callers callers, Adjustments adjustments, Answers answers) {
        this.callers = callers;
        this.adjustments = adjustments;
        this.answers = answers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "adjustBalance",
            summary = "Correct what an account holds",
            description =
                    "Against the system's account, with a reason that the owner may read; nobody corrects their own.")
    @APIResponse(
            responseCode = "201",
            headers = @Header(name = "Location", ref = "Location"),
            description = "Corrected",
            content = @Content(schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "InsufficientFunds")
    public Uni<Response> adjust(
            @Parameter(required = true, description = Claims.DESCRIPTION) @RestHeader(Claims.HEADER) String key,
            @NotNull @Valid AdjustmentRequest request) {
        Caller caller = callers.current();
        return adjustments.adjust(caller, claim(caller, key, request), request).map(answers::toResponse);
    }

    private static Claim claim(Caller caller, String key, AdjustmentRequest request) {
        String hash = RequestHash.of(
                "adjustment", request.accountId(), request.amount().text(), request.reason(), request.reference());
        return Claims.of(caller, key, hash);
    }
}
