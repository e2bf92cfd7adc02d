package io.ballast.ledger.recalculation;

import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Recalculates all accounts of a tenant, in the background. */
@RolesAllowed({Caller.ADMIN, Caller.SERVICE})
@Path("/v1/balances")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "reconciliation")
@APIResponse(responseCode = "401", ref = "Problem")
public class RecalculationJobResource {

    private static final String JOBS = "/v1/balances/recalculations/";

    private final Callers callers;
    private final RecalculatingAll recalculatingAll;

    RecalculationJobResource(Callers callers, RecalculatingAll recalculatingAll) {
        this.callers = callers;
        this.recalculatingAll = recalculatingAll;
    }

    @POST
    @Path("/recalculate")
    @Operation(
            operationId = "beginRecalculation",
            summary = "Set the balances of all accounts right by their entries",
            description = "Begins a job of the tenant; while one is running, it is answered with that one, so that no"
                    + " Idempotency-Key is needed.")
    @APIResponse(
            responseCode = "202",
            description = "The job that is running",
            headers = @Header(name = "Location", ref = "Location"),
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @APIResponse(responseCode = "403", ref = "Problem")
    public Uni<Response> begin() {
        return recalculatingAll.begin(callers.current()).map(RecalculationJobResource::accepted);
    }

    @GET
    @Path("/recalculations/{id}")
    @Operation(
            operationId = "getRecalculation",
            summary = "How far a recalculation of all accounts has come, and what it has found")
    @APIResponse(responseCode = "200", description = "The job")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<JobView> get(@RestPath UUID id) {
        return recalculatingAll.get(callers.current().tenant(), id);
    }

    private static Response accepted(JobView job) {
        return Response.accepted(job).location(URI.create(JOBS + job.id())).build();
    }
}
