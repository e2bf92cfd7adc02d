package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.deposit.Deposit;
import io.ballast.autodeposit.deposit.DepositRules;
import io.ballast.autodeposit.deposit.DepositState;
import io.ballast.autodeposit.deposit.PgDeposits;
import io.ballast.autodeposit.deposit.Progress;
import io.ballast.autodeposit.problem.ProblemCode;
import io.ballast.autodeposit.problem.Problems;
import io.ballast.autodeposit.security.Caller;
import io.ballast.autodeposit.security.Callers;
import io.ballast.autodeposit.security.RowSecurity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The way out of doubt: an operator of the tenant has looked at what the service could not prove. */
@Path("/v1/operator/deposits/{id}/resolution")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@APIResponse(responseCode = "204", description = "It goes on so. Who decided is kept.")
@APIResponse(responseCode = "400", description = "The outcome is none.")
@APIResponse(responseCode = "401", description = "No valid token.")
@APIResponse(responseCode = "403", description = "Not for this caller.")
@APIResponse(responseCode = "404", description = "No such deposit in the operator's tenant.")
@APIResponse(responseCode = "409", description = "It is not held, or not any more.")
@APIResponse(responseCode = "503", description = "Not now; try again.")
@Tag(name = "Operator")
public class HeldResource {

    private final Callers callers;
    private final RowSecurity rowSecurity;
    private final PgDeposits deposits;
    private final DepositRecorder recorder;

    HeldResource(Callers callers, RowSecurity rowSecurity, PgDeposits deposits, DepositRecorder recorder) {
        this.callers = callers;
        this.rowSecurity = rowSecurity;
        this.deposits = deposits;
        this.recorder = recorder;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "resolveHeldDeposit", summary = "Says what became of a deposit that is held")
    public Uni<Void> resolve(@PathParam("id") @Schema(format = "uuid") String id, ResolutionRequest request) {
        Caller operator = callers.current();
        UUID depositId = depositId(id);
        if (request == null) {
            throw Problems.of(ProblemCode.MALFORMED_REQUEST);
        }
        // sees what staff of the operator's tenant see
        Caller reader = new Caller(operator.tenant(), operator.userId(), true);
        return rowSecurity
                .read(reader, connection -> deposits.find(connection, depositId))
                .map(HeldResource::held)
                .chain(deposit -> recorder.record(deposit, next(request, deposit.progress()), operator.userId()))
                .invoke(HeldResource::requireWritten)
                .replaceWithVoid();
    }

    private static Progress next(ResolutionRequest request, Progress held) {
        return switch (request.outcome() == null ? "" : request.outcome()) {
            case "look_again" -> DepositRules.lookedAtAgain(held);
            case "not_moved" -> DepositRules.resolvedAsNotMoved(held);
            default -> throw Problems.invalidField("outcome", "is neither look_again nor not_moved");
        };
    }

    private static Deposit held(Optional<Deposit> found) {
        Deposit deposit = found.orElseThrow(HeldResource::notFound);
        if (deposit.progress().state() != DepositState.HELD) {
            throw Problems.conflict("The deposit is not held.");
        }
        return deposit;
    }

    private static void requireWritten(boolean written) {
        if (!written) {
            throw Problems.conflict("The deposit was changed meanwhile.");
        }
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
