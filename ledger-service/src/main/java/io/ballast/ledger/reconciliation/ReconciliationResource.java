package io.ballast.ledger.reconciliation;

import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells what the reconciliation has found. */
@RolesAllowed({Caller.ADMIN, Caller.SERVICE})
@Path("/v1/balances/reconciliation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reconciliation")
@APIResponse(responseCode = "401", ref = "Problem")
public class ReconciliationResource {

    private final Callers callers;
    private final TenantReads reads;
    private final ReconciliationRuns runs;
    private final DriftReports reports;
    private final ReconciliationConfig config;

    ReconciliationResource(
            Callers callers,
            TenantReads reads,
            ReconciliationRuns runs,
            DriftReports reports,
            ReconciliationConfig config) {
        this.callers = callers;
        this.reads = reads;
        this.runs = runs;
        this.reports = reports;
        this.config = config;
    }

    @GET
    @Operation(
            operationId = "getReconciliation",
            summary = "The last passes of the reconciliation, and the drifts that are not resolved")
    @APIResponse(responseCode = "200", description = "Passes and drifts")
    @APIResponse(responseCode = "403", ref = "Problem")
    public Uni<ReconciliationView> get() {
        return reads.read(callers.current().tenant(), this::view);
    }

    private Uni<ReconciliationView> view(SqlConnection connection) {
        return Uni.combine()
                .all()
                .unis(
                        reports.accounts(connection),
                        runs.last(connection, config.shown()),
                        reports.open(connection, config.shown()))
                .with(ReconciliationView::new);
    }
}
