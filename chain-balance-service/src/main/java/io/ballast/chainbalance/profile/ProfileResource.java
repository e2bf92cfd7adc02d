package io.ballast.chainbalance.profile;

import io.ballast.chainbalance.balance.BalanceConfig;
import io.ballast.chainbalance.balance.FreshnessParameters;
import io.ballast.chainbalance.balance.OwnerBalances;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.problem.ProblemCode;
import io.ballast.chainbalance.problem.Problems;
import io.ballast.chainbalance.security.Caller;
import io.ballast.chainbalance.security.Callers;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.OwnerType;
import io.ballast.chainbalance.wallet.WalletRequests;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A user's Smiles and HBAR. */
@Path("/api/user/profile")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", "admin", "service"})
@Tag(name = "balance")
@APIResponse(responseCode = "401", description = "No valid token")
@APIResponse(responseCode = "403", description = "Not for this caller")
public class ProfileResource {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final OwnerBalances balances;
    private final BalanceConfig balance;
    private final ProfileConfig config;
    private final WalletRequests requests;
    private final Callers callers;

    ProfileResource(
            OwnerBalances balances,
            BalanceConfig balance,
            ProfileConfig config,
            WalletRequests requests,
            Callers callers) {
        this.balances = balances;
        this.balance = balance;
        this.config = config;
        this.requests = requests;
        this.callers = callers;
    }

    @GET
    @Operation(
            operationId = "getUserProfile",
            summary = "What a user's wallets on Hedera hold, as last read; what is old is read again meanwhile",
            description =
                    "Of oneself, or as an admin or service of any user. Without a wallet both are zero, and ABSENT.")
    @APIResponse(
            responseCode = "200",
            description = "The profile; stale says that it is older than promised",
            content = @Content(schema = @Schema(implementation = ProfileResponse.class)))
    @APIResponse(responseCode = "403", description = "Another user's, and the caller is neither admin nor service")
    @APIResponse(responseCode = "503", description = "A wallet was never read yet; a refresh has been started")
    public Uni<ProfileResponse> get(
            @Parameter(description = "Whose profile, for admins and services; without it one's own")
                    @QueryParam("userId")
                    String userId,
            @BeanParam FreshnessParameters parameters) {
        Caller caller = callers.current();
        Owner owner =
                userId == null ? Owner.user(caller.userId()) : requests.owner(caller, OwnerType.USER.code(), userId);
        return balances.held(
                        caller.tenant(),
                        owner,
                        new ChainNetwork("hedera", config.network())::equals,
                        Set.of(config.smilesAsset(), config.hbarAsset()),
                        parameters.read(balance))
                .map(holdings -> ProfileResponse.of(owner.id(), holdings, config.smilesAsset(), config.hbarAsset())
                        .orElseThrow(ProfileResource::unknown));
    }

    private static HttpProblem unknown() {
        return Problems.problem(ProblemCode.BALANCE_UNKNOWN)
                .withDetail(
                        "Not every wallet has been read yet, or at a block that is so final; a refresh is on its way.")
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }
}
