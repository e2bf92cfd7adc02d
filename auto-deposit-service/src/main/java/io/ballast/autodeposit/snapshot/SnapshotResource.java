package io.ballast.autodeposit.snapshot;

import io.ballast.autodeposit.problem.Problems;
import io.ballast.autodeposit.security.Caller;
import io.ballast.autodeposit.security.Callers;
import io.ballast.autodeposit.security.RowSecurity;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The history of a user's wallets. */
@Path("/v1/snapshots")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", "admin", "service"})
@APIResponse(
        responseCode = "401",
        description = "No valid token.",
        content = @Content(mediaType = SnapshotResource.PROBLEM, schema = @Schema(implementation = HttpProblem.class)))
@APIResponse(
        responseCode = "403",
        description = "Not for this caller.",
        content = @Content(mediaType = SnapshotResource.PROBLEM, schema = @Schema(implementation = HttpProblem.class)))
@APIResponse(
        responseCode = "503",
        description = "Not now; try again.",
        content = @Content(mediaType = SnapshotResource.PROBLEM, schema = @Schema(implementation = HttpProblem.class)))
@Tag(name = "Snapshots", description = "What the wallets' USDC balances were found to be, and when.")
public class SnapshotResource {

    static final String PROBLEM = "application/problem+json";

    private final PgSnapshots snapshots;
    private final RowSecurity rowSecurity;
    private final Callers callers;
    private final SnapshotConfig config;

    SnapshotResource(PgSnapshots snapshots, RowSecurity rowSecurity, Callers callers, SnapshotConfig config) {
        this.snapshots = snapshots;
        this.rowSecurity = rowSecurity;
        this.callers = callers;
        this.config = config;
    }

    @GET
    @Operation(
            operationId = "listSnapshots",
            summary = "The caller's snapshots, newest first",
            description = "An admin or a service may ask for another user of the same tenant with `userId`.")
    @APIResponse(
            responseCode = "200",
            description = "A page of snapshots.",
            content = @Content(schema = @Schema(implementation = SnapshotPage.class)))
    @APIResponse(
            responseCode = "400",
            description = "A parameter that can not be understood; `parameter` names it.",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = HttpProblem.class)))
    public Uni<SnapshotPage> list(@BeanParam SnapshotParameters parameters) {
        Caller caller = callers.current();
        String owner = parameters.requestedUser().orElse(caller.userId());
        if (!caller.maySee(owner)) {
            throw Problems.forbidden("Only an admin or a service may ask for another user's snapshots.");
        }
        SnapshotFilter filter = parameters.toFilter(owner, config);
        return rowSecurity.read(caller, connection -> snapshots.page(connection, filter));
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getSnapshot",
            summary = "One snapshot",
            description = "A snapshot of another user answers 404 like one that does not exist; an admin or a service"
                    + " sees every one of the tenant.")
    @APIResponse(
            responseCode = "200",
            description = "The snapshot.",
            content = @Content(schema = @Schema(implementation = Snapshot.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such snapshot, or not the caller's.",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = HttpProblem.class)))
    public Uni<Snapshot> get(@PathParam("id") @Schema(format = "uuid") String id) {
        Caller caller = callers.current();
        UUID snapshotId = snapshotId(id);
        return rowSecurity
                .read(caller, connection -> snapshots.find(connection, snapshotId))
                .map(found -> found.orElseThrow(SnapshotResource::notFound));
    }

    private static UUID snapshotId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw notFound();
        }
    }

    private static RuntimeException notFound() {
        return Problems.notFound("There is no such snapshot.");
    }
}
