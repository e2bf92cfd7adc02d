package io.ballast.ledger.reversal;

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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** Takes transactions back. */
@RolesAllowed({Caller.ADMIN, Caller.SERVICE})
@Path("/v1/transactions/{id}/reverse")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transactions")
@APIResponse(responseCode = "401", ref = "Problem")
public class ReversalResource {

    private final Callers callers;
    private final Reversals reversals;
    private final Answers answers;

    ReversalResource(Callers callers, Reversals reversals, Answers answers) {
        this.callers = callers;
        this.reversals = reversals;
        this.answers = answers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "reverseTransaction",
            summary = "Take a transaction back",
            description =
                    "Whole and once, by a transaction of its own. Limits and states of the accounts hold: who has spent"
                            + " the money can not give it back. Not of a reversal, of a leg of an exchange, or of what moved nothing.")
    @APIResponse(
            responseCode = "201",
            headers = @Header(name = "Location", ref = "Location"),
            description = "Taken back",
            content = @Content(schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "InsufficientFunds")
    public Uni<Response> reverse(
            @Parameter(required = true, description = Claims.DESCRIPTION) @RestHeader(Claims.HEADER) String key,
            @RestPath UUID id,
            @Valid ReversalRequest request) {
        Caller caller = callers.current();
        String reason = request == null ? null : request.reason();
        Claim claim = Claims.of(caller, key, RequestHash.of("reversal", id, reason));
        return reversals.reverse(caller, claim, id, reason).map(answers::toResponse);
    }
}
