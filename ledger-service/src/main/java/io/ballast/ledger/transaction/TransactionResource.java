package io.ballast.ledger.transaction;

import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
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
public class TransactionResource {

    private final Callers callers;
    private final TenantReads reads;
    private final Transactions transactions;

    TransactionResource(Callers callers, TenantReads reads, Transactions transactions) {
        this.callers = callers;
        this.reads = reads;
        this.transactions = transactions;
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "A transaction",
            description = "For the users at both ends, each from their own end, and for staff.")
    @APIResponse(responseCode = "200", description = "The transaction")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<TransactionView> get(@RestPath UUID id) {
        Caller caller = callers.current();
        return reads.read(caller.tenant(), connection -> view(connection, id, caller));
    }

    private Uni<TransactionView> view(SqlConnection connection, UUID id, Caller caller) {
        return transactions
                .find(connection, id)
                .map(found -> visible(found, caller))
                .flatMap(transaction -> transactions
                        .entries(connection, transaction)
                        .map(entries -> TransactionView.of(transaction, entries, caller)));
    }

    private static Transaction visible(Optional<Transaction> found, Caller caller) {
        return found.filter(transaction -> AccountAccess.allows(caller, transaction.account())
                        || AccountAccess.allows(caller, transaction.counterparty()))
                .orElseThrow(() -> Problems.of(ProblemCode.TRANSACTION_NOT_FOUND));
    }
}
