package io.ballast.ledger.account;

import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
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

/** Reads accounts. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
public class AccountResource {

    private final Callers callers;
    private final VisibleAccounts accounts;

    AccountResource(Callers callers, VisibleAccounts accounts) {
        this.callers = callers;
        this.accounts = accounts;
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "An account with its balance")
    @APIResponse(responseCode = "200", description = "The account")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<AccountView> get(@RestPath UUID id) {
        return accounts.get(callers.current(), id).map(AccountView::of);
    }

    @GET
    @Operation(summary = "The accounts of an owner, at most " + Accounts.MAX_LISTED + ", oldest first")
    @APIResponse(responseCode = "200", description = "The accounts that the caller may see, maybe none")
    public Uni<AccountList> list(
            @Parameter(description = "The owner's id; the caller's own if absent") @RestQuery @Size(min = 1, max = 128)
                    String ownerId) {
        Caller caller = callers.current();
        return accounts.list(caller, ownerId == null ? caller.userId() : ownerId)
                .map(AccountList::of);
    }
}
