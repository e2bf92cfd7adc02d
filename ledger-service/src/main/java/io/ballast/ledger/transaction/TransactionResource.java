package io.ballast.ledger.transaction;

import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Reads transactions. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path("/transactions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transactions")
@APIResponse(responseCode = "401", ref = "Problem")
public class TransactionResource {

    private final Callers callers;
    private final VisibleTransactions transactions;

    TransactionResource(Callers callers, VisibleTransactions transactions) {
        this.callers = callers;
        this.transactions = transactions;
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getTransaction",
            summary = "A transaction",
            description = "For the users at both ends, each from their own end, and for staff.")
    @APIResponse(responseCode = "200", description = "The transaction")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<TransactionView> get(@RestPath UUID id) {
        return transactions.get(callers.current(), id);
    }
}
