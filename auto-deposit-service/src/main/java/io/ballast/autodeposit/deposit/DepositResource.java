package io.ballast.autodeposit.deposit;

import io.ballast.autodeposit.problem.Problems;
import io.ballast.autodeposit.security.Caller;
import io.ballast.autodeposit.security.Callers;
import io.ballast.autodeposit.security.RowSecurity;
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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The deposits of a user's wallets. */
@Path("/v1/deposits")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", "admin", "service"})
@APIResponse(responseCode = "200", description = "As it is now.")
@APIResponse(responseCode = "401", description = "No valid token.")
@APIResponse(responseCode = "403", description = "Not for this caller.")
@APIResponse(responseCode = "503", description = "Not now; try again.")
@Tag(name = "Deposits", description = "What moved into the vault, and what is on its way.")
public class DepositResource {

    private final PgDeposits deposits;
    private final RowSecurity rowSecurity;
    private final Callers callers;

    DepositResource(PgDeposits deposits, RowSecurity rowSecurity, Callers callers) {
        this.deposits = deposits;
        this.rowSecurity = rowSecurity;
        this.callers = callers;
    }

    @GET
    @Operation(
            operationId = "listDeposits",
            summary = "The caller's deposits, newest first",
            description = "An admin or a service may ask for another user of the same tenant with `userId`.")
    @APIResponse(responseCode = "400", description = "A parameter that can not be understood; `parameter` names it.")
    public Uni<DepositPage> list(@BeanParam DepositParameters parameters) {
        Caller caller = callers.current();
        DepositFilter filter = filter(caller, parameters);
        return rowSecurity
                .read(caller, connection -> deposits.page(connection, filter))
                .map(found -> DepositPage.of(found, filter.limit()));
    }

    @GET
    @Path("/analytics")
    @Operation(
            operationId = "analyseDeposits",
            summary = "The caller's deposits by days: how many, how much, how well, how fast",
            description = "Of `from`, `to` and `userId`; the newest 366 days that had any.")
    @APIResponse(responseCode = "400", description = "A parameter that can not be understood; `parameter` names it.")
    public Uni<DepositDays> analytics(@BeanParam DepositParameters parameters) {
        Caller caller = callers.current();
        DepositFilter filter = filter(caller, parameters);
        return rowSecurity
                .read(caller, connection -> deposits.days(connection, filter))
                .map(DepositDays::new);
    }

    private static DepositFilter filter(Caller caller, DepositParameters parameters) {
        String owner = parameters.requestedUser().orElse(caller.userId());
        if (!caller.maySee(owner)) {
            throw Problems.forbidden("Only an admin or a service may ask for another user's deposits.");
        }
        return parameters.toFilter(owner);
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getDeposit",
            summary = "One deposit",
            description = "A deposit of another user answers 404 like one that does not exist.")
    @APIResponse(responseCode = "404", description = "No such deposit, or not the caller's.")
    public Uni<DepositView> get(@PathParam("id") @Schema(format = "uuid") String id) {
        Caller caller = callers.current();
        UUID depositId = depositId(id);
        return rowSecurity
                .read(caller, connection -> deposits.find(connection, depositId))
                .map(found -> found.orElseThrow(DepositResource::notFound))
                .map(DepositView::of);
    }

    private static UUID depositId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw notFound();
        }
    }

    private static RuntimeException notFound() {
        return Problems.notFound("There is no such deposit.");
    }
}
