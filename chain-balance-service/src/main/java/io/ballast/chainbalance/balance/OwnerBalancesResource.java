package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.history.Moments;
import io.ballast.chainbalance.history.OwnerHistory;
import io.ballast.chainbalance.problem.Problems;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an owner's wallets hold, on whatever chain. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", "admin", "service"})
@Tag(name = "balance")
@APIResponse(responseCode = "401", description = "No valid token")
@APIResponse(responseCode = "403", description = "Not for this caller")
public class OwnerBalancesResource {

    private static final String SUMMARY =
            "Each value of the owner's wallets, as last read, and the totals over all wallets";

    private static final String AS_OF =
            "RFC 3339; what was known then of the wallets that were registered by then and still are, without any of"
                    + " maxAge, finality, live and deadline";

    private final OwnerBalances balances;
    private final OwnerHistory history;
    private final BalanceConfig config;
    private final WalletRequests requests;
    private final Callers callers;

    OwnerBalancesResource(
            OwnerBalances balances,
            OwnerHistory history,
            BalanceConfig config,
            WalletRequests requests,
            Callers callers) {
        this.balances = balances;
        this.history = history;
        this.config = config;
        this.requests = requests;
        this.callers = callers;
    }

    @GET
    @Path("/users/{id}/balances")
    @Operation(
            operationId = "getUserBalances",
            summary = SUMMARY,
            description = "Of oneself, or as an admin or service of any user")
    @APIResponse(
            responseCode = "200",
            description = "The wallets; none if none is registered",
            content = @Content(schema = @Schema(implementation = OwnerAnswer.class)))
    @APIResponse(responseCode = "403", description = "Another user's, and the caller is neither admin nor service")
    public Uni<OwnerAnswer> ofUser(
            @PathParam("id") String id,
            @Parameter(description = AS_OF) @QueryParam("asOf") String asOf,
            @BeanParam FreshnessParameters parameters) {
        return of(OwnerType.USER, id, asOf, parameters);
    }

    @GET
    @Path("/communities/{id}/balances")
    @Operation(operationId = "getCommunityBalances", summary = SUMMARY, description = "For admins and services")
    @APIResponse(
            responseCode = "200",
            description = "The wallets; none if none is registered",
            content = @Content(schema = @Schema(implementation = OwnerAnswer.class)))
    @APIResponse(responseCode = "403", description = "The caller is neither admin nor service")
    public Uni<OwnerAnswer> ofCommunity(
            @PathParam("id") String id,
            @Parameter(description = AS_OF) @QueryParam("asOf") String asOf,
            @BeanParam FreshnessParameters parameters) {
        return of(OwnerType.COMMUNITY, id, asOf, parameters);
    }

    @GET
    @Path("/companies/{id}/balances")
    @Operation(operationId = "getCompanyBalances", summary = SUMMARY, description = "For admins and services")
    @APIResponse(
            responseCode = "200",
            description = "The wallets; none if none is registered",
            content = @Content(schema = @Schema(implementation = OwnerAnswer.class)))
    @APIResponse(responseCode = "403", description = "The caller is neither admin nor service")
    public Uni<OwnerAnswer> ofCompany(
            @PathParam("id") String id,
            @Parameter(description = AS_OF) @QueryParam("asOf") String asOf,
            @BeanParam FreshnessParameters parameters) {
        return of(OwnerType.COMPANY, id, asOf, parameters);
    }

    private Uni<OwnerAnswer> of(OwnerType type, String id, String asOf, FreshnessParameters parameters) {
        Caller caller = callers.current();
        Owner owner = requests.owner(caller, type.code(), id);
        Freshness freshness = parameters.read(config);
        if (asOf != null) {
            return at(caller, owner, time(asOf, parameters));
        }
        return balances.of(caller.tenant(), owner, wallet -> true, freshness)
                .map(answer -> OwnerBalancesView.of(owner, answer, config.freshFor()));
    }

    private Uni<OwnerAnswer> at(Caller caller, Owner owner, Instant time) {
        return history.at(caller.tenant(), owner, time).map(wallets -> OwnerBalancesAtView.of(owner, time, wallets));
    }

    private static Instant time(String asOf, FreshnessParameters parameters) {
        Instant time = Moments.read("asOf", asOf);
        if (parameters.isAnythingAsked()) {
            throw Problems.invalid(
                    "asOf", "asOf tells what was known then; maxAge, finality, live and deadline are about now.");
        }
        return time;
    }
}
