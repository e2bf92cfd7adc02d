package io.ballast.autodeposit.operator;

import io.ballast.autodeposit.problem.Problems;
import io.ballast.autodeposit.security.Caller;
import io.ballast.autodeposit.security.Callers;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.snapshot.PgSnapshots;
import io.ballast.autodeposit.snapshot.SnapshotConfig;
import io.ballast.autodeposit.snapshot.SnapshotFilter;
import io.ballast.autodeposit.snapshot.SnapshotPage;
import io.ballast.events.operation.EventFlow;
import io.ballast.events.operation.EventFlows;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the console shows of deposits: reads only, and only of the operator's tenant. */
@Path("/v1/operator/deposits")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Tag(name = "Operator")
@APIResponse(responseCode = "401", description = "No valid token.")
@APIResponse(responseCode = "403", description = "Not for this caller.")
public class OperatorResource {

    private final Callers callers;
    private final EventFlows flows;
    private final RowSecurity rowSecurity;
    private final PgSnapshots snapshots;
    private final SnapshotConfig config;

    OperatorResource(
            Callers callers, EventFlows flows, RowSecurity rowSecurity, PgSnapshots snapshots, SnapshotConfig config) {
        this.callers = callers;
        this.flows = flows;
        this.rowSecurity = rowSecurity;
        this.snapshots = snapshots;
        this.config = config;
    }

    @GET
    @Operation(
            operationId = "getDepositFlow",
            summary = "How events leave this service and come to it",
            description = "What can not be measured now is absent. Measured once a second at most.")
    @APIResponse(
            responseCode = "200",
            description = "Outbox, consumers and dead letters.",
            content = @Content(schema = @Schema(implementation = EventFlow.class)))
    public Uni<EventFlow> flow() {
        return flows.now();
    }

    @GET
    @Path("/users/{id}/snapshots")
    @Operation(operationId = "listSnapshotsAsOperator", summary = "A user's latest snapshots, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A page of snapshots.",
            content = @Content(schema = @Schema(implementation = SnapshotPage.class)))
    public Uni<SnapshotPage> snapshots(@PathParam("id") String id) {
        Caller operator = callers.current();
        if (!Caller.isSubject(id)) {
            throw Problems.notFound("There is no such user.");
        }
        // sees what staff of the operator's tenant see
        Caller reader = new Caller(operator.tenant(), operator.userId(), true);
        SnapshotFilter latest = new SnapshotFilter(
                id, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), config.pageSize());
        return rowSecurity.read(reader, connection -> snapshots.page(connection, latest));
    }
}
