package io.ballast.ledger.recalculation;

import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Restores a balance record that is missing. */
@RolesAllowed({Caller.ADMIN, Caller.SERVICE})
@Path("/v1/balances/{id}/sync")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reconciliation")
@APIResponse(responseCode = "401", ref = "Problem")
public class BalanceSyncResource {

    private final Callers callers;
    private final BalanceSync balanceSync;

    BalanceSyncResource(Callers callers, BalanceSync balanceSync) {
        this.callers = callers;
        this.balanceSync = balanceSync;
    }

    @POST
    @Operation(
            operationId = "syncBalance",
            summary = "Give an account the balance record that it lacks",
            description =
                    "From its entries; an account without entries gets what its cached backup says, by an adjustment"
                            + " from the system account. The id is the account's.")
    @APIResponse(responseCode = "200", description = "The balance that it has now")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "Problem")
    public Uni<SyncedBalanceView> sync(@RestPath UUID id) {
        return balanceSync.sync(callers.current(), id).map(SyncedBalanceView::of);
    }
}
