package io.ballast.ledger.operator;

import io.ballast.events.operation.EventFlow;
import io.ballast.events.operation.EventFlows;
import io.ballast.ledger.account.AccountList;
import io.ballast.ledger.account.VisibleAccounts;
import io.ballast.ledger.history.AccountEntries;
import io.ballast.ledger.history.AccountHistory;
import io.ballast.ledger.history.EntryPageView;
import io.ballast.ledger.history.HistoryView;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.ballast.ledger.transaction.TransactionView;
import io.ballast.ledger.transaction.VisibleTransactions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What the console shows of the ledger: reads only, and only of the operator's tenant. */
@RolesAllowed(Caller.OPERATOR)
@Path("/v1/operator/ledger")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operator")
@APIResponse(responseCode = "401", ref = "Problem")
public class OperatorResource {

    private static final int MAX_ENTRIES = 200;
    private static final String DEFAULT_ENTRIES = "25";

    private final Callers callers;
    private final EventFlows flows;
    private final VisibleAccounts accounts;
    private final AccountHistory history;
    private final AccountEntries entries;
    private final VisibleTransactions transactions;

    OperatorResource(
            Callers callers,
            EventFlows flows,
            VisibleAccounts accounts,
            AccountHistory history,
            AccountEntries entries,
            VisibleTransactions transactions) {
        this.callers = callers;
        this.flows = flows;
        this.accounts = accounts;
        this.history = history;
        this.entries = entries;
        this.transactions = transactions;
    }

    @GET
    @Operation(
            operationId = "getLedgerFlow",
            summary = "How events leave the ledger and come to it",
            description = "What can not be measured now is absent. Measured once a second at most.")
    @APIResponse(responseCode = "200", description = "Outbox, consumers and dead letters")
    public Uni<EventFlow> flow() {
        return flows.now();
    }

    @GET
    @Path("/users/{id}/accounts")
    @Operation(operationId = "listUserAccounts", summary = "The accounts of an owner, as staff see them")
    @APIResponse(responseCode = "200", description = "Maybe none")
    public Uni<AccountList> accounts(
            @RestPath
                    @Size(min = 1, max = 128)
                    @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
                    String id) {
        return accounts.list(reader(), id).map(AccountList::of);
    }

    @GET
    @Path("/accounts/{id}/history")
    @Operation(
            operationId = "getHistoryAsOperator",
            summary = "An account's balance until now, in steps that fit the range")
    @APIResponse(responseCode = "200", description = "The points, oldest first")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Uni<HistoryView> history(
            @RestPath UUID id,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"day", "month", "year"}))
                    @RestQuery
                    @DefaultValue("day")
                    @Pattern(regexp = "day|month|year", message = "must be one of day, month and year")
                    String range) {
        HistoryRange wanted = HistoryRange.ofWireName(range);
        return history.history(reader(), id, wanted.begin(Instant.now()), null, wanted.step());
    }

    @GET
    @Path("/accounts/{id}/entries")
    @Operation(operationId = "listEntriesAsOperator", summary = "An account's latest entries, newest first")
    @APIResponse(responseCode = "200", description = "The entries")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Uni<EntryPageView> entries(
            @RestPath UUID id, @RestQuery @DefaultValue(DEFAULT_ENTRIES) @Min(1) @Max(MAX_ENTRIES) int limit) {
        return entries.latest(reader(), id, limit);
    }

    @GET
    @Path("/transactions/{id}")
    @Operation(
            operationId = "getTransactionAsOperator",
            summary = "A transaction with all of its entries, as staff see it")
    @APIResponse(responseCode = "200", description = "The transaction")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<TransactionView> transaction(@RestPath UUID id) {
        return transactions.get(reader(), id);
    }

    /** Sees what staff of the operator's tenant see. Nothing that is called with it writes. */
    private Caller reader() {
        Caller operator = callers.current();
        return new Caller(operator.tenant(), operator.userId(), Set.of(Caller.ADMIN));
    }
}
