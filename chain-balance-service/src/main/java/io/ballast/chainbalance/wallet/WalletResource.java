package io.ballast.chainbalance.wallet;

import io.ballast.chainbalance.problem.ProblemCode;
import io.ballast.chainbalance.problem.Problems;
import io.ballast.chainbalance.security.Caller;
import io.ballast.chainbalance.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Registers, lists and removes wallets. */
@Path("/v1/wallets")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", "admin", "service"})
@Tag(name = "wallets")
@APIResponse(responseCode = "401", description = "No valid token")
@APIResponse(responseCode = "403", description = "Not for this caller")
public class WalletResource {

    private final PgWallets wallets;
    private final WalletRequests requests;
    private final VisibleWallets visible;
    private final WalletListeners listeners;
    private final Callers callers;

    WalletResource(
            PgWallets wallets,
            WalletRequests requests,
            VisibleWallets visible,
            WalletListeners listeners,
            Callers callers) {
        this.wallets = wallets;
        this.requests = requests;
        this.visible = visible;
        this.listeners = listeners;
        this.callers = callers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "registerWallet",
            summary = "Register a wallet for oneself, or as an admin for any owner; it is read at once")
    @APIResponse(
            responseCode = "201",
            description = "Registered",
            content = @Content(schema = @Schema(implementation = WalletView.class)))
    @APIResponse(responseCode = "400", description = "No such network or role, or not an address of that chain")
    @APIResponse(responseCode = "409", description = "The owner has registered this address before")
    @APIResponse(responseCode = "422", description = "The owner has as many wallets as allowed")
    public Uni<RestResponse<WalletView>> register(RegisterWallet body) {
        NewWallet wallet = requests.newWallet(callers.current(), body);
        return listeners
                .around(WalletChange.of(wallet.tenant(), wallet.owner()), () -> wallets.register(wallet))
                .call(this::tell)
                .map(WalletResource::answer);
    }

    @GET
    @Operation(operationId = "listWallets", summary = "One's own wallets, or as an admin those of any owner")
    @APIResponse(
            responseCode = "200",
            description = "The wallets, the oldest first",
            content = @Content(schema = @Schema(implementation = WalletList.class)))
    public Uni<WalletList> list(
            @Parameter(description = "For admins: user (default), community, company or system")
                    @QueryParam("ownerType")
                    String ownerType,
            @Parameter(description = "For admins: whose wallets") @QueryParam("ownerId") String ownerId) {
        Caller caller = callers.current();
        Owner owner = requests.owner(caller, ownerType, ownerId);
        return wallets.ofOwner(caller.tenant(), owner).map(WalletList::of);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getWallet", summary = "One wallet")
    @APIResponse(
            responseCode = "200",
            description = "The wallet",
            content = @Content(schema = @Schema(implementation = WalletView.class)))
    @APIResponse(responseCode = "404", description = "No such wallet, or another owner's")
    public Uni<WalletView> get(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) String id) {
        return visible.find(callers.current(), id).map(WalletView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "removeWallet", summary = "Forget a wallet and its balances")
    @APIResponse(responseCode = "204", description = "Forgotten")
    @APIResponse(responseCode = "404", description = "No such wallet, or another owner's")
    public Uni<Void> remove(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) String id) {
        return visible.find(callers.current(), id).chain(this::forget);
    }

    private Uni<Void> forget(Wallet wallet) {
        return listeners.around(WalletChange.of(wallet.tenant(), wallet.owner()), () -> wallets.remove(wallet));
    }

    private Uni<Void> tell(Registration registration) {
        return registration instanceof Registration.Registered(Wallet wallet)
                ? listeners.registered(wallet)
                : Uni.createFrom().voidItem();
    }

    private static RestResponse<WalletView> answer(Registration registration) {
        return switch (registration) {
            case Registration.Registered(Wallet wallet) -> created(wallet);
            case Registration.Duplicate(UUID walletId) ->
                throw Problems.problem(ProblemCode.WALLET_EXISTS)
                        .withDetail("This owner has registered this address on this network before.")
                        .with("walletId", walletId)
                        .build();
            case Registration.TooMany(int limit) ->
                throw Problems.problem(ProblemCode.WALLET_LIMIT_REACHED)
                        .withDetail("An owner may register at most " + limit + " wallets.")
                        .build();
        };
    }

    private static RestResponse<WalletView> created(Wallet wallet) {
        return RestResponse.ResponseBuilder.<WalletView>created(URI.create("/v1/wallets/" + wallet.id()))
                .entity(WalletView.of(wallet))
                .build();
    }
}
