package io.ballast.ledger.transfer;

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

/** Transfers between accounts. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path(Transfers.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transfers")
@APIResponse(responseCode = "401", ref = "Problem")
public class TransferResource {

    private final Callers callers;
    private final Transfers transfers;
    private final Answers answers;

    TransferResource(Callers callers, Transfers transfers, Answers answers) {
        this.callers = callers;
        this.transfers = transfers;
        this.answers = answers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "postTransfer",
            summary = "Move money from one account to another",
            description = "A user pays from their own account; staff from any but the system's.")
    @APIResponse(
            responseCode = "201",
            headers = @Header(name = "Location", ref = "Location"),
            description = "Moved",
            content = @Content(schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "InsufficientFunds")
    public Uni<Response> move(
            @Parameter(required = true, description = Claims.DESCRIPTION) @RestHeader(Claims.HEADER) String key,
            @NotNull @Valid TransferRequest request) {
        Caller caller = callers.current();
        return transfers
                .move(caller, claim(caller, key, request), request.draft())
                .map(answers::toResponse);
    }

    private static Claim claim(Caller caller, String key, TransferRequest request) {
        String hash = RequestHash.of(
                "transfer",
                request.fromAccountId(),
                request.toAccountId(),
                request.amount().text(),
                request.reference());
        return Claims.of(caller, key, hash);
    }
}
