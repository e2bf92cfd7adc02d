package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.security.Caller;
import io.ballast.chainbalance.security.Callers;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.OwnerType;
import io.ballast.chainbalance.wallet.WalletRequests;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
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

/** What an owner's wallets hold, on whatever chain. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", "admin", "service"})
@Tag(name = "balance")
public class OwnerBalancesResource {

    private static final String SUMMARY =
            "Each value of the owner's wallets, as last read, and the totals over all wallets";

    private final OwnerBalances balances;
    private final BalanceConfig config;
    private final WalletRequests requests;
    private final Callers callers;

    OwnerBalancesResource(OwnerBalances balances, BalanceConfig config, WalletRequests requests, Callers callers) {
        this.balances = balances;
        this.config = config;
        this.requests = requests;
        this.callers = callers;
    }

    @GET
    @Path("/users/{id}/balances")
    @Operation(summary = SUMMARY, description = "Of oneself, or as an admin or service of any user")
    @APIResponse(
            responseCode = "200",
            description = "The wallets; none if none is registered",
            content = @Content(schema = @Schema(implementation = OwnerBalancesView.class)))
    @APIResponse(responseCode = "403", description = "Another user's, and the caller is neither admin nor service")
    public Uni<OwnerBalancesView> ofUser(@PathParam("id") String id, @BeanParam FreshnessParameters parameters) {
        return of(OwnerType.USER, id, parameters);
    }

    @GET
    @Path("/communities/{id}/balances")
    @Operation(summary = SUMMARY, description = "For admins and services")
    @APIResponse(
            responseCode = "200",
            description = "The wallets; none if none is registered",
            content = @Content(schema = @Schema(implementation = OwnerBalancesView.class)))
    @APIResponse(responseCode = "403", description = "The caller is neither admin nor service")
    public Uni<OwnerBalancesView> ofCommunity(@PathParam("id") String id, @BeanParam FreshnessParameters parameters) {
        return of(OwnerType.COMMUNITY, id, parameters);
    }

    @GET
    @Path("/companies/{id}/balances")
    @Operation(summary = SUMMARY, description = "For admins and services")
    @APIResponse(
            responseCode = "200",
            description = "The wallets; none if none is registered",
            content = @Content(schema = @Schema(implementation = OwnerBalancesView.class)))
    @APIResponse(responseCode = "403", description = "The caller is neither admin nor service")
    public Uni<OwnerBalancesView> ofCompany(@PathParam("id") String id, @BeanParam FreshnessParameters parameters) {
        return of(OwnerType.COMPANY, id, parameters);
    }

    private Uni<OwnerBalancesView> of(OwnerType type, String id, FreshnessParameters parameters) {
        Caller caller = callers.current();
        Owner owner = requests.owner(caller, type.code(), id);
        return balances.of(caller.tenant(), owner, wallet -> true, parameters.read(config))
                .map(answer -> OwnerBalancesView.of(owner, answer, config.freshFor()));
    }
}
