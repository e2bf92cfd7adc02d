package io.ballast.autodeposit.rule;

import io.ballast.autodeposit.problem.Problems;
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

/** The switch that stops the deposits of all tenants, for those who run the installation. */
@Path("/v1/operator/deposits/pause")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@APIResponse(responseCode = "200", description = "As it is now.")
@APIResponse(responseCode = "401", description = "No valid token.")
@APIResponse(responseCode = "403", description = "Not for this caller.")
@APIResponse(responseCode = "503", description = "Not now; try again.")
@Tag(name = "Operator")
public class InstallationPauseResource {

    private final PgPauses pauses;
    private final PgWork work;
    private final RowSecurity rowSecurity;
    private final Callers callers;
    private final PauseConfig config;

    InstallationPauseResource(
            PgPauses pauses, PgWork work, RowSecurity rowSecurity, Callers callers, PauseConfig config) {
        this.pauses = pauses;
        this.work = work;
        this.rowSecurity = rowSecurity;
        this.callers = callers;
        this.config = config;
    }

    @GET
    @Operation(operationId = "getInstallationPause", summary = "Whether the deposits of all tenants are paused")
    public Uni<InstallationPauseView> get() {
        return rowSecurity.read(installationOperator(), pauses::readInstallation);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putInstallationPause",
            summary = "Pauses the deposits of all tenants, or lets them go on where their tenant has not paused them",
            description =
                    "For operators of the tenant that runs the installation. Once this is answered nothing is decided and"
                            + " nothing becomes submitted. What is submitted already goes on, and may be sent after this."
                            + " Every change is kept.")
    @APIResponse(responseCode = "400", description = "The request breaks a rule of its form.")
    public Uni<InstallationPauseView> put(PauseRequest request) {
        Caller operator = installationOperator();
        PauseForm.check(request);
        Uni<InstallationPauseView> saved = rowSecurity.read(
                operator,
                connection -> rowSecurity
                        .actAsOperator(connection)
                        .chain(() -> pauses.saveInstallation(
                                connection, request.paused(), request.reason(), operator.userId()))
                        .chain(() -> pauses.readInstallation(connection)));
        return request.paused() ? saved : saved.call(work::wakeAll);
    }

    private Caller installationOperator() {
        Caller caller = callers.current();
        if (!caller.tenant().equals(config.operatorTenant())) {
            throw Problems.forbidden("Only operators of the tenant that runs the installation may do this.");
        }
        return caller;
    }
}
