package io.ballast.autodeposit.rule;

import io.ballast.autodeposit.security.Caller;
import io.ballast.autodeposit.security.Callers;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.work.PgWork;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The switch that stops all deposits of a tenant: nothing is decided and nothing is sent while it is on. */
@Path("/v1/deposit-rules/pause")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "200", description = "As it is now.")
@APIResponse(responseCode = "401", description = "No valid token.")
@APIResponse(responseCode = "403", description = "Not for this caller.")
@APIResponse(responseCode = "503", description = "Not now; try again.")
@Tag(name = "Rules")
public class PauseResource {

    private final PgPauses pauses;
    private final PgWork work;
    private final RowSecurity rowSecurity;
    private final Callers callers;

    PauseResource(PgPauses pauses, PgWork work, RowSecurity rowSecurity, Callers callers) {
        this.pauses = pauses;
        this.work = work;
        this.rowSecurity = rowSecurity;
        this.callers = callers;
    }

    @GET
    @RolesAllowed({"user", "admin", "service"})
    @Operation(operationId = "getDepositPause", summary = "Whether deposits are paused")
    public Uni<PauseView> get() {
        return rowSecurity.read(callers.current(), pauses::read);
    }

    @PUT
    @RolesAllowed("admin")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putDepositPause",
            summary = "Pauses deposits, or lets them go on",
            description = "What was sent already goes on; income is noted meanwhile, and deposited afterwards.")
    @APIResponse(responseCode = "400", description = "The request breaks a rule of its form.")
    public Uni<PauseView> put(PauseRequest request) {
        Caller caller = callers.current();
        PauseForm.check(request);
        return rowSecurity.read(
                caller,
                connection -> rowSecurity
                        .actAsService(connection)
                        .chain(() -> pauses.save(connection, request.paused(), request.reason(), caller.userId()))
                        .chain(() -> work.wakeTenant(connection))
                        .chain(() -> pauses.read(connection)));
    }
}
