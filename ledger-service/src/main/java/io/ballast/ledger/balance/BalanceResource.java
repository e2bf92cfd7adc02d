package io.ballast.ledger.balance;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.VisibleAccounts;
import io.ballast.ledger.history.BalanceAtView;
import io.ballast.ledger.history.BalancesAt;
import io.ballast.ledger.history.Moments;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
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

/** The balance of an account, from the database. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path("/v1/accounts/{id}/balance")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "balances")
@APIResponse(responseCode = "401", ref = "Problem")
public class BalanceResource {

    private final Callers callers;
    private final VisibleAccounts accounts;
    private final BalancesAt past;

    BalanceResource(Callers callers, VisibleAccounts accounts, BalancesAt past) {
        this.callers = callers;
        this.accounts = accounts;
        this.past = past;
    }

    @GET
    @Operation(
            operationId = "getAccountBalance",
            summary = "What an account holds",
            description =
                    "The ETag changes with every entry and with every hold. With asOf what it held then, without one.")
    @Parameter(
            name = "If-None-Match",
            in = ParameterIn.HEADER,
            description = "The ETag that the client has",
            schema = @Schema(type = SchemaType.STRING, examples = "\"7\""))
    @APIResponse(
            responseCode = "200",
            description = "The balance",
            headers = @Header(name = "ETag", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(oneOf = {BalanceView.class, BalanceAtView.class})))
    @APIResponse(responseCode = "304", description = "Still what the client has")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Uni<Response> get(
            @RestPath UUID id,
            @Parameter(description = "A moment of the past, RFC 3339") @RestQuery String asOf,
            Request request) {
        if (asOf != null) {
            return past.get(callers.current(), id, Moments.read("asOf", asOf))
                    .map(balance ->
                            Response.ok(balance).cacheControl(revalidate()).build());
        }
        return accounts.get(callers.current(), id).map(state -> unlessKnown(state, request));
    }

    private static Response unlessKnown(AccountState state, Request request) {
        EntityTag tag = tag(state);
        Response.ResponseBuilder known = request.evaluatePreconditions(tag);
        Response.ResponseBuilder response =
                known == null ? Response.ok(BalanceView.of(state)).tag(tag) : known;
        return response.cacheControl(revalidate()).build();
    }

    /** The version, and how often holds alone have changed the answer since, if they ever did. */
    private static EntityTag tag(AccountState state) {
        String version = Long.toString(state.version());
        return new EntityTag(state.holdVersion() == 0 ? version : version + "." + state.holdVersion());
    }

    private static CacheControl revalidate() {
        CacheControl control = new CacheControl();
        control.setPrivate(true);
        control.setNoCache(true);
        return control;
    }
}
