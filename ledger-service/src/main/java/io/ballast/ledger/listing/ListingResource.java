package io.ballast.ledger.listing;

import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.ballast.ledger.transaction.TransactionView;
import io.ballast.ledger.transaction.VisibleTransactions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Lists transactions, and reads one. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path("/v1/transactions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transactions")
@APIResponse(responseCode = "401", ref = "Problem")
public class ListingResource {

    private static final String TIME =
            "RFC 3339. With accountId the time of the entry counts, otherwise when the transaction was asked for: ";

    private final Callers callers;
    private final TransactionPages pages;
    private final VisibleTransactions transactions;
    private final ListingConfig config;

    ListingResource(Callers callers, TransactionPages pages, VisibleTransactions transactions, ListingConfig config) {
        this.callers = callers;
        this.pages = pages;
        this.transactions = transactions;
        this.config = config;
    }

    @GET
    @Operation(
            operationId = "listTransactions",
            summary = "Transactions, newest first",
            description = "Those of the caller's accounts; for staff all of the tenant.")
    @APIResponse(responseCode = "200", description = "A page")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<TransactionPage> list(
            @Parameter(description = "Of this account only") @RestQuery String accountId,
            @Parameter(description = "Of this kind only", example = "transfer") @RestQuery String type,
            @Parameter(description = "pending, success or failed") @RestQuery String status,
            @Parameter(description = TIME + "not before") @RestQuery String from,
            @Parameter(description = TIME + "before") @RestQuery String to,
            @Parameter(description = "With exactly this reference") @RestQuery String reference,
            @Parameter(description = "How many at most; 50 if absent, 200 if more") @RestQuery String limit,
            @Parameter(description = "The next of a page with the same filters") @RestQuery String cursor) {
        Caller caller = callers.current();
        return pages.page(
                caller, query(new ListingParameters(accountId, type, status, from, to, reference, limit, cursor)));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getListedTransaction",
            summary = "A transaction",
            description = "The same as /transactions/{id}.")
    @APIResponse(responseCode = "200", description = "The transaction")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<TransactionView> get(@RestPath UUID id) {
        return transactions.get(callers.current(), id);
    }

    private ListingQuery query(ListingParameters told) {
        return switch (ListingRules.parse(told, config.pageSize(), config.maxPageSize())) {
            case ParsedListing.Usable usable -> usable.query();
            case ParsedListing.Unusable unusable ->
                throw Problems.ofParameter(unusable.parameter(), unusable.message());
        };
    }
}
