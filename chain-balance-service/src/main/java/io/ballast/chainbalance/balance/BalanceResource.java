package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.problem.ProblemCode;
import io.ballast.chainbalance.problem.Problems;
import io.ballast.chainbalance.security.Caller;
import io.ballast.chainbalance.security.Callers;
import io.ballast.chainbalance.wallet.Owner;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a user's wallets hold, at once. */
@Path("/api/balance")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", "admin", "service"})
@Tag(name = "balance")
@APIResponse(responseCode = "401", description = "No valid token")
@APIResponse(responseCode = "403", description = "Not for this caller")
public class BalanceResource {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final OwnerBalances balances;
    private final WrittenBalances written;
    private final BalanceConfig config;
    private final Callers callers;
    private final ChainNetwork network;

    BalanceResource(OwnerBalances balances, WrittenBalances written, BalanceConfig config, Callers callers) {
        this.balances = balances;
        this.written = written;
        this.config = config;
        this.callers = callers;
        this.network = new ChainNetwork("evm", config.network());
    }

    @GET
    @Operation(
            operationId = "getUserBalance",
            summary =
                    "The sum of a user's derived and proxy wallets, as last read; what is old is read again meanwhile")
    @APIResponse(
            responseCode = "200",
            description = "The balance; stale says that it is older than promised",
            content = @Content(schema = @Schema(implementation = BalanceResponse.class)))
    @APIResponse(responseCode = "404", description = "The user has no wallet")
    @APIResponse(
            responseCode = "503",
            description = "A wallet was never read yet, so that there is no sum; a refresh has been started")
    public Uni<byte[]> get(
            @Parameter(description = "Whose balance, for admins and services; without it one's own")
                    @QueryParam("userId")
                    String userId,
            @BeanParam FreshnessParameters parameters) {
        Caller caller = callers.current();
        return balances.of(caller.tenant(), owner(caller, userId), this::counts, parameters.read(config))
                .map(answer -> written.of(answer, config.freshFor(), this::response));
    }

    private boolean counts(OwnedValues wallet) {
        return wallet.readable() && wallet.wallet().network().equals(network);
    }

    private static Owner owner(Caller caller, String userId) {
        if (userId == null || userId.equals(caller.userId())) {
            return Owner.user(caller.userId());
        }
        if (!caller.admin()) {
            throw Problems.forbidden("Only an admin or a service may ask for another user.");
        }
        if (!Caller.isSubject(userId)) {
            throw Problems.invalid("userId", "userId is 1 to 128 characters, none of them a control character.");
        }
        return Owner.user(userId);
    }

    private BalanceResponse response(OwnerBalances.Answer answer) {
        List<WalletValues> counting = answer.wallets().stream()
                .map(wallet -> wallet.of(config.assets()::contains).walletValues())
                .toList();
        return switch (BalanceView.of(counting, answer.now(), answer.freshness().freshFor(config.freshFor()))) {
            case BalanceView.Known known -> BalanceResponse.of(known, config.currency(), answer);
            case BalanceView.NoWallet none ->
                throw Problems.problem(ProblemCode.NO_WALLET)
                        .withDetail("No wallet is registered on " + config.network() + "; POST one to /v1/wallets.")
                        .build();
            case BalanceView.Unknown(List<WalletState> wallets) ->
                throw Problems.problem(ProblemCode.BALANCE_UNKNOWN)
                        .withDetail(
                                "Not every wallet has been read yet, or at a block that is so final; a refresh is on its way.")
                        .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .with("updating", answer.updating())
                        .with("wallets", wallets)
                        .build();
        };
    }
}
