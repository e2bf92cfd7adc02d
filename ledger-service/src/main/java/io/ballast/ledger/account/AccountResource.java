package io.ballast.ledger.account;

import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
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

/** Reads accounts. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "accounts")
@APIResponse(responseCode = "401", ref = "Problem")
public class AccountResource {

    private final Callers callers;
    private final VisibleAccounts accounts;

    AccountResource(Callers callers, VisibleAccounts accounts) {
        this.callers = callers;
        this.accounts = accounts;
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getAccount", summary = "An account with its balance")
    @Parameter(
            name = "If-None-Match",
            in = ParameterIn.HEADER,
            description = "The ETag that the client has",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The account",
            headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "304", description = "Still as the client has it")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<Response> get(@RestPath UUID id, Request request) {
        return accounts.get(callers.current(), id).map(state -> unlessKnown(state, request));
    }

    @GET
    @Operation(
            operationId = "listAccounts",
            summary = "The accounts of an owner, at most " + Accounts.MAX_LISTED + ", oldest first")
    @APIResponse(responseCode = "200", description = "The accounts that the caller may see, maybe none")
    public Uni<AccountList> list(
            @Parameter(description = "The owner's id; the caller's own if absent")
                    @RestQuery
                    @Size(min = 1, max = 128)
                    @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
                    String ownerId) {
        Caller caller = callers.current();
        return accounts.list(caller, ownerId == null ? caller.userId() : ownerId)
                .map(AccountList::of);
    }

    private static Response unlessKnown(AccountState state, Request request) {
        EntityTag tag = AccountTags.of(state);
        Response.ResponseBuilder known = request.evaluatePreconditions(tag);
        return (known == null ? Response.ok(AccountView.of(state)).tag(tag) : known).build();
    }
}
