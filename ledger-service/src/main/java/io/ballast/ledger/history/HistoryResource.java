package io.ballast.ledger.history;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** How an account's balance went. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path("/v1/accounts/{id}/history")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "history")
@APIResponse(responseCode = "401", ref = "Problem")
public class HistoryResource {

    private final Callers callers;
    private final AccountHistory history;

    HistoryResource(Callers callers, AccountHistory history) {
        this.callers = callers;
        this.history = history;
    }

    @GET
    @Operation(
            operationId = "getAccountHistory",
            summary = "An account's balance at the end of each step, and what came and went",
            description = "Steps are those of UTC, the first and the last cut by the range; at most "
                    + HistoryRules.MAX_POINTS + ". Live and archived months alike.")
    @APIResponse(responseCode = "200", description = "The points, oldest first")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Uni<HistoryView> get(
            @RestPath UUID id,
            @Parameter(description = "Where it begins, RFC 3339", required = true) @RestQuery @NotNull String from,
            @Parameter(description = "Where it ends, RFC 3339, not included; now if absent") @RestQuery String to,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"hour", "day", "week", "month"}))
                    @RestQuery
                    @DefaultValue("day")
                    String step) {
        return history.history(
                callers.current(), id, Moments.read("from", from), Moments.read("to", to, null), step(step));
    }

    private static HistoryStep step(String wireName) {
        return HistoryStep.ofWireName(wireName)
                .orElseThrow(() ->
                        Problems.of(ProblemCode.INVALID_REQUEST, "step must be one of hour, day, week and month"));
    }
}
