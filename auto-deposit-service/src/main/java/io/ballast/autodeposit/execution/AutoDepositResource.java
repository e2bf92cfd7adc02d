package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The reference's endpoint: look at my wallets now. */
@Path("/api/wallet/defindex/auto-deposit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", "admin", "service"})
@APIResponse(responseCode = "200", description = "What was done, and why.")
@APIResponse(responseCode = "401", description = "No valid token.")
@APIResponse(responseCode = "403", description = "Not for this caller.")
@APIResponse(responseCode = "503", description = "Not now; try again.")
@Tag(name = "Deposits")
public class AutoDepositResource {

    private final AutoDepositCheck check;
    private final Callers callers;

    AutoDepositResource(AutoDepositCheck check, Callers callers) {
        this.check = check;
        this.callers = callers;
    }

    @POST
    @Operation(
            operationId = "checkAutoDeposit",
            summary = "Checks the caller's wallets now",
            description =
                    "Reads each wallet's balance, notes it as a snapshot of type `manual`, and begins a deposit where the"
                            + " rule wants one. The deposit itself goes on behind the answer. At most 10 wallets.")
    public Uni<AutoDepositAnswer> check() {
        return check.check(callers.current()).map(wallets -> new AutoDepositAnswer(true, wallets));
    }
}
