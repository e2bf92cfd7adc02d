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

/** Recalculates one account. */
@RolesAllowed({Caller.ADMIN, Caller.SERVICE})
@Path("/v1/accounts/{id}/recalculate")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reconciliation")
@APIResponse(responseCode = "401", ref = "Problem")
public class RecalculationResource {

    private final Callers callers;
    private final Recalculations recalculations;

    RecalculationResource(Callers callers, Recalculations recalculations) {
        this.callers = callers;
        this.recalculations = recalculations;
    }

    @POST
    @Operation(
            operationId = "recalculateAccount",
            summary = "Set an account's balance right by its entries",
            description =
                    "Sums the entries under the account's lock, corrects balance, version and cached backup if they"
                            + " differ, and empties the cache. To ask again changes nothing, so that no Idempotency-Key is needed.")
    @APIResponse(responseCode = "200", description = "What was found")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Uni<RecalculationView> recalculate(@RestPath UUID id) {
        return recalculations.recalculate(callers.current().tenant(), id).map(RecalculationView::of);
    }
}
