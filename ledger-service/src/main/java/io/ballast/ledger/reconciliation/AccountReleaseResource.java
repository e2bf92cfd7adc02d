package io.ballast.ledger.reconciliation;

import io.ballast.ledger.account.AccountView;
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

/** Ends an account's quarantine. */
@RolesAllowed(Caller.ADMIN)
@Path("/v1/accounts/{id}/release")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reconciliation")
@APIResponse(responseCode = "401", ref = "Problem")
public class AccountReleaseResource {

    private final Callers callers;
    private final AccountRelease release;

    AccountReleaseResource(Callers callers, AccountRelease release) {
        this.callers = callers;
        this.release = release;
    }

    @POST
    @Operation(
            operationId = "releaseAccount",
            summary = "Let an account out of quarantine",
            description = "After it was recalculated: what is stored of it has to be what its entries come to.")
    @APIResponse(responseCode = "200", description = "The account, active again")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Uni<AccountView> release(@RestPath UUID id) {
        return release.release(callers.current(), id).map(AccountView::of);
    }
}
