package io.ballast.ledger.topup;

import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.Claims;
import io.ballast.ledger.idempotency.RequestHash;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.ballast.ledger.transaction.TransactionView;
import io.ballast.ledger.transfer.PostingProblems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
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

/** Top-ups: a user asks, an admin decides. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path(TopUps.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "top-ups")
@APIResponse(responseCode = "401", ref = "Problem")
public class TopUpResource {

    private final Callers callers;
    private final TopUps topUps;
    private final DecidingTopUps deciding;
    private final Answers answers;

    TopUpResource(Callers callers, TopUps topUps, DecidingTopUps deciding, Answers answers) {
        this.callers = callers;
        this.topUps = topUps;
        this.deciding = deciding;
        this.answers = answers;
    }

    @POST
    @Operation(operationId = "askForTopUp", summary = "Ask for a top-up of the caller's own account")
    @APIResponse(
            responseCode = "201",
            headers = @Header(name = "Location", ref = "Location"),
            description = "Pending",
            content = @Content(schema = @Schema(implementation = TransactionView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "Problem")
    public Uni<Response> ask(
            @Parameter(required = true, description = Claims.DESCRIPTION) @RestHeader(Claims.HEADER) String key,
            @NotNull @Valid TopUpRequest request) {
        Caller caller = callers.current();
        return topUps.ask(caller, claim(caller, key, request), request).map(answers::toResponse);
    }

    @PATCH
    @Path("/{id}/process")
    @RolesAllowed(Caller.ADMIN)
    @Operation(
            operationId = "processTopUp",
            summary = "Approve or reject a top-up",
            description = "Not by who asked for it, and in time. To decide the same way again changes nothing.")
    @APIResponse(responseCode = "200", description = "Decided")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "Problem")
    public Uni<TransactionView> process(@RestPath UUID id, @NotNull @Valid TopUpDecisionRequest request) {
        Caller caller = callers.current();
        return deciding.decide(caller, id, request.decision()).map(decided -> view(decided, caller));
    }

    private static TransactionView view(DecidedTopUp decided, Caller caller) {
        return switch (decided) {
            case DecidedTopUp.Decided done -> TransactionView.of(done.topUp(), done.entries(), caller);
            case DecidedTopUp.NotAllowed notAllowed -> throw Problems.of(notAllowed.type());
            case DecidedTopUp.NotPosted notPosted -> throw PostingProblems.of(notPosted.refusal());
        };
    }

    private static Claim claim(Caller caller, String key, TopUpRequest request) {
        return Claims.of(
                caller, key, RequestHash.of("topup", request.amount().text(), request.asset(), request.reference()));
    }
}
