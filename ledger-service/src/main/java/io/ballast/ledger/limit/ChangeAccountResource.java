package io.ballast.ledger.limit;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountTags;
import io.ballast.ledger.account.AccountView;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Limits and status of accounts. */
@RolesAllowed({Caller.ADMIN, Caller.SERVICE})
@Path("/v1/accounts/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
@APIResponse(responseCode = "401", ref = "Problem")
public class ChangeAccountResource {

    private static final int MAX_PAGE = 200;

    private final Callers callers;
    private final ChangingAccounts accounts;

    ChangeAccountResource(Callers callers, ChangingAccounts accounts) {
        this.callers = callers;
        this.accounts = accounts;
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeAccount",
            summary = "Change an account's limits or status",
            description =
                    "What is absent stays as it is. An account that holds or keeps back anything can not be closed,"
                            + " a closed one not opened again; a quarantined one is released by the reconciliation only. Needs no"
                            + " Idempotency-Key: to change it again the same way changes nothing.")
    @Parameter(
            name = "If-Match",
            in = ParameterIn.HEADER,
            description = "The account's ETag; if it is another by now, nothing is changed",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The account as it is now",
            headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "412", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "Problem")
    public Uni<Response> change(@RestPath UUID id, @NotNull @Valid ChangeAccountRequest change, Request request) {
        return accounts.change(callers.current(), id, change, state -> require(request, state))
                .map(ChangeAccountResource::response);
    }

    @GET
    @Path("/changes")
    @Operation(
            operationId = "listAccountChanges",
            summary = "What was changed of an account after its opening, newest first")
    @APIResponse(responseCode = "200", description = "Who changed what, when, from what and to what")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<AccountChangeList> changes(
            @RestPath UUID id,
            @Parameter(description = "How many at most") @RestQuery @DefaultValue("50") @Min(1) @Max(MAX_PAGE)
                    int limit,
            @Parameter(description = "next of the page before") @RestQuery @Min(1) Long before) {
        return accounts.list(callers.current(), id, before == null ? Long.MAX_VALUE : before, limit + 1)
                .map(changes -> AccountChangeList.of(changes, limit));
    }

    private static void require(Request request, AccountState state) {
        if (request.evaluatePreconditions(AccountTags.of(state)) != null) {
            throw Problems.of(ProblemCode.PRECONDITION_FAILED);
        }
    }

    private static Response response(AccountState state) {
        return Response.ok(AccountView.of(state)).tag(AccountTags.of(state)).build();
    }
}
