package io.ballast.ledger.settlement;

import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.Claims;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.ratelimit.Weights;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** Settlements of a marketplace's purchases. */
@RolesAllowed({Caller.ADMIN, Caller.SERVICE})
@Path(Settlements.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "settlements")
@APIResponse(responseCode = "401", ref = "Problem")
public class SettlementResource {

    private final Callers callers;
    private final Settlements settlements;
    private final SettlementReads reads;
    private final Answers answers;
    private final Weights weights;

    SettlementResource(
            Callers callers, Settlements settlements, SettlementReads reads, Answers answers, Weights weights) {
        this.callers = callers;
        this.settlements = settlements;
        this.reads = reads;
        this.answers = answers;
        this.weights = weights;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "settlePurchases",
            summary = "Settle purchases",
            description =
                    "Up to 10,000 purchases, grouped by company: each company gets one transaction of two entries,"
                            + " from the system's account to its own. All are settled or none: one that can not be is answered with"
                            + " the problem settlement-refused, the index of the first such purchase and a list of them.")
    @APIResponse(
            responseCode = "201",
            headers = @Header(name = "Location", ref = "Location"),
            description = "Settled",
            content = @Content(schema = @Schema(implementation = SettlementView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "413", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public Uni<Response> settle(
            @Parameter(required = true, description = Claims.DESCRIPTION) @RestHeader(Claims.HEADER) String key,
            @NotNull @Valid SettlementRequest request) {
        Caller caller = callers.current();
        weights.count(caller, request.purchases().size());
        Claim claim = Claims.of(caller, key, SettlementClaims.hash(request));
        return settlements.settle(caller, claim, request).map(answers::toResponse);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getSettlement", summary = "A settlement")
    @APIResponse(responseCode = "200", description = "The settlement")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<SettlementView> get(@RestPath UUID id) {
        return reads.find(callers.current().tenant(), id)
                .map(found -> found.orElseThrow(() -> Problems.of(ProblemCode.SETTLEMENT_NOT_FOUND)));
    }
}
