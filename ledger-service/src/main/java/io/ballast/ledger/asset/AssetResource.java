package io.ballast.ledger.asset;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What the tenant's accounts can hold. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path(AssetResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "assets")
@APIResponse(responseCode = "401", ref = "Problem")
public class AssetResource {

    static final String PATH = "/v1/assets";

    private final Callers callers;
    private final Assets assets;
    private final DefaultAssetView defaultAsset;

    AssetResource(Callers callers, Assets assets, AssetConfig config) {
        this.callers = callers;
        this.assets = assets;
        this.defaultAsset = new DefaultAssetView(config.defaultCode());
    }

    @GET
    @Operation(operationId = "listAssets", summary = "The tenant's assets, by their code")
    @APIResponse(responseCode = "200", description = "All of them, at most " + Assets.MAX_ASSETS)
    public Uni<AssetList> list() {
        return assets.all(callers.current().tenant()).map(AssetList::of);
    }

    @GET
    @Path("/default")
    @Operation(
            operationId = "getDefaultAsset",
            summary = "The asset of requests that name none",
            description = "The same for all tenants.")
    @APIResponse(responseCode = "200", description = "Its code")
    public Uni<DefaultAssetView> ofDefault() {
        callers.current();
        return Uni.createFrom().item(defaultAsset);
    }

    @GET
    @Path("/{code}")
    @Operation(operationId = "getAsset", summary = "An asset")
    @APIResponse(responseCode = "200", description = "The asset")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<AssetView> get(@RestPath String code) {
        String tenant = callers.current().tenant();
        requireCode(code);
        return assets.read(tenant, code).map(AssetResource::found);
    }

    @POST
    @RolesAllowed(Caller.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addAsset",
            summary = "Add an asset",
            description = "Needs no Idempotency-Key: a code is added once. Code and scale never change afterwards.")
    @APIResponse(
            responseCode = "201",
            description = "Added",
            headers = @Header(name = "Location", ref = "Location"),
            content = @Content(schema = @Schema(implementation = AssetView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Uni<Response> add(@NotNull @Valid NewAssetRequest request) {
        Asset asset = request.asset();
        return assets.add(callers.current().tenant(), asset).map(added -> added(added, asset));
    }

    @PATCH
    @Path("/{code}")
    @RolesAllowed(Caller.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "renameAsset", summary = "Give an asset another name")
    @APIResponse(
            responseCode = "200",
            description = "The asset",
            content = @Content(schema = @Schema(implementation = AssetView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<AssetView> rename(@RestPath String code, @NotNull @Valid RenameAssetRequest request) {
        String tenant = callers.current().tenant();
        requireCode(code);
        return assets.rename(tenant, code, request.name()).map(AssetResource::found);
    }

    private static Response added(boolean added, Asset asset) {
        if (!added) {
            throw Problems.of(ProblemCode.ASSET_EXISTS);
        }
        return Response.created(URI.create(PATH + "/" + asset.code()))
                .entity(AssetView.of(asset))
                .build();
    }

    private static void requireCode(String code) {
        if (!AssetRules.isCode(code)) {
            throw Problems.of(ProblemCode.ASSET_NOT_FOUND);
        }
    }

    private static AssetView found(Optional<Asset> asset) {
        return asset.map(AssetView::of).orElseThrow(() -> Problems.of(ProblemCode.ASSET_NOT_FOUND));
    }
}
