package io.ballast.ledger.kind;

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

/** Transactions of every kind that can be asked for; a payment as the reference's clients make it. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path(AskedTransactions.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transactions")
@APIResponse(responseCode = "401", ref = "Problem")
public class TransactionRequestResource {

    private final Callers callers;
    private final AskedTransactions transactions;
    private final Answers answers;

    TransactionRequestResource(Callers callers, AskedTransactions transactions, Answers answers) {
        this.callers = callers;
        this.transactions = transactions;
        this.answers = answers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "postTransaction",
            summary = "Pay, transfer, donate, buy a reward or stock; for staff: reward a mission, sell stock",
            description = "Users pay from their own account, staff ask for anybody but not in their own favour. Without"
                    + " enough money nothing is moved and the event balance_insufficient tells of it.")
    @APIResponse(
            responseCode = "201",
            headers = @Header(name = "Location", ref = "Location"),
            description = "Done",
            content = @Content(schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "InsufficientFunds")
    public Uni<Response> post(
            @Parameter(required = true, description = Claims.DESCRIPTION) @RestHeader(Claims.HEADER) String key,
            @NotNull @Valid TransactionRequest request) {
        Caller caller = callers.current();
        return transactions.post(caller, claim(caller, key, request), request).map(answers::toResponse);
    }

    private static Claim claim(Caller caller, String key, TransactionRequest request) {
        String hash = RequestHash.of(
                "transaction",
                request.type(),
                request.amount().text(),
                request.asset(),
                request.accountId(),
                request.counterpartyAccountId(),
                request.reference(),
                request.metadataText());
        return Claims.of(caller, key, hash);
    }
}
