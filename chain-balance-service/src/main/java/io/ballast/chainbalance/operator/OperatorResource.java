package io.ballast.chainbalance.operator;

import io.ballast.chainbalance.balance.OwnerBalances;
import io.ballast.chainbalance.balance.OwnerBalancesView;
import io.ballast.chainbalance.problem.Problems;
import io.ballast.chainbalance.security.Caller;
import io.ballast.chainbalance.security.Callers;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.events.operation.EventFlow;
import io.ballast.events.operation.EventFlows;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the console shows of chain balances: reads only, and only of the operator's tenant. */
@Path("/v1/operator/chain-balances")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Tag(name = "operator")
@APIResponse(responseCode = "401", description = "No valid token")
@APIResponse(responseCode = "403", description = "Not for this caller")
public class OperatorResource {

    private final Callers callers;
    private final EventFlows flows;
    private final OwnerBalances balances;

    OperatorResource(Callers callers, EventFlows flows, OwnerBalances balances) {
        this.callers = callers;
        this.flows = flows;
        this.balances = balances;
    }

    @GET
    @Operation(
            operationId = "getChainBalanceFlow",
            summary = "How events leave this service",
            description = "What can not be measured now is absent. Measured once a second at most.")
    @APIResponse(
            responseCode = "200",
            description = "Outbox, consumers and dead letters",
            content = @Content(schema = @Schema(implementation = EventFlow.class)))
    public Uni<EventFlow> flow() {
        return flows.now();
    }

    @GET
    @Path("/users/{id}/balances")
    @Operation(operationId = "getUserBalancesAsOperator", summary = "What is known of a user's wallets")
    @APIResponse(
            responseCode = "200",
            description = "The wallets; none if none is registered",
            content = @Content(schema = @Schema(implementation = OwnerBalancesView.class)))
    public Uni<OwnerBalancesView> balances(@PathParam("id") String id) {
        Caller operator = callers.current();
        if (!Caller.isSubject(id)) {
            throw Problems.invalid("id", "id is 1 to 128 characters, none of them a control character.");
        }
        return balances.known(operator.tenant(), Owner.user(id));
    }
}
