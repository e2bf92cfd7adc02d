package io.ballast.ledger.opening;

import io.ballast.ledger.account.AccountView;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.Claims;
import io.ballast.ledger.idempotency.RequestHash;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;

/** Opens accounts. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path(AccountOpenings.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
@APIResponse(responseCode = "401", ref = "Problem")
public class AccountOpeningResource {

    private final Callers callers;
    private final AccountOpenings openings;
    private final Answers answers;

    AccountOpeningResource(Callers callers, AccountOpenings openings, Answers answers) {
        this.callers = callers;
        this.openings = openings;
        this.answers = answers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "openAccount",
            summary = "Open an account",
            description = "With the configured opening balance from the system account. A user opens their own personal"
                    + " account, staff any; an owner has one account of a type and asset.")
    @APIResponse(
            responseCode = "201",
            description = "Opened",
            headers = @Header(name = "Location", ref = "Location"),
            content = @Content(schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "Problem")
    public Uni<Response> open(
            @Parameter(required = true, description = Claims.DESCRIPTION) @RestHeader(Claims.HEADER) String key,
            @NotNull @Valid OpenAccountRequest request) {
        Caller caller = callers.current();
        OpeningRules.refusal(caller, request.owner(), request.accountType()).ifPresent(type -> {
            throw Problems.of(type);
        });
        return openings.open(caller, claim(caller, key, request), request).map(answers::toResponse);
    }

    private static Claim claim(Caller caller, String key, OpenAccountRequest request) {
        String hash = RequestHash.of(
                "account-opening", request.ownerType(), request.ownerId(), request.type(), request.asset());
        return Claims.of(caller, key, hash);
    }
}
