package io.ballast.ledger.balance;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.VisibleAccounts;
import io.ballast.ledger.asset.AssetConfig;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's own balance, from Redis if it is there. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path("/transactions/balance")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "balances")
@APIResponse(responseCode = "401", ref = "Problem")
public class CachedBalanceResource {

    private final Callers callers;
    private final BalanceCache cache;
    private final VisibleAccounts accounts;
    private final AssetConfig assets;

    CachedBalanceResource(Callers callers, BalanceCache cache, VisibleAccounts accounts, AssetConfig assets) {
        this.callers = callers;
        this.cache = cache;
        this.accounts = accounts;
        this.assets = assets;
    }

    @GET
    @Path("/cached")
    @Operation(
            operationId = "getCachedBalance",
            summary = "The caller's balance of the default asset",
            description = "From Redis, or from the database if Redis is empty or away.")
    @APIResponse(responseCode = "200", description = "The balance")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<CachedBalance> get() {
        Caller caller = callers.current();
        return cache.read(caller.tenant(), caller.userId()).flatMap(found -> orFromDatabase(caller, found));
    }

    private Uni<CachedBalance> orFromDatabase(Caller caller, Optional<BigDecimal> found) {
        return found.map(balance -> Uni.createFrom().item(new CachedBalance(balance, true)))
                .orElseGet(() -> fromDatabase(caller));
    }

    private Uni<CachedBalance> fromDatabase(Caller caller) {
        return accounts.ownPersonal(caller, assets.defaultCode())
                .call(state -> cache.write(caller.tenant(), state))
                .map(AccountState::decimalBalance)
                .map(balance -> new CachedBalance(balance, false));
    }
}
