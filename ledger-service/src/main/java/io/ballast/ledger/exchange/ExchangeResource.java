package io.ballast.ledger.exchange;

import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.Claims;
import io.ballast.ledger.idempotency.RequestHash;
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

/** Exchange of one asset for another. */
@RolesAllowed({Caller.ADMIN, Caller.SERVICE})
@Path(Exchanges.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transfers")
@APIResponse(responseCode = "401", ref = "Problem")
public class ExchangeResource {

    private final Callers callers;
    private final Exchanges exchanges;
    private final Answers answers;

    ExchangeResource(Callers callers, Exchanges exchanges, Answers answers) {
        this.callers = callers;
        this.exchanges = exchanges;
        this.answers = answers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "exchangeAssets",
            summary = "Give one asset for another",
            description =
                    "Two transactions of type exchange, each with the tenant's system account of its asset, posted"
                            + " together or not at all. The rate is whoever asks' to decide: it follows from the two amounts.")
    @APIResponse(
            responseCode = "201",
            headers = @Header(name = "Location", ref = "Location"),
            description = "Exchanged",
            content = @Content(schema = @Schema(implementation = ExchangeView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "InsufficientFunds")
    public Uni<Response> exchange(
            @Parameter(required = true, description = Claims.DESCRIPTION) @RestHeader(Claims.HEADER) String key,
            @NotNull @Valid ExchangeRequest request) {
        Caller caller = callers.current();
        return exchanges.exchange(caller, claim(caller, key, request), request).map(answers::toResponse);
    }

    private static Claim claim(Caller caller, String key, ExchangeRequest request) {
        String hash = RequestHash.of(
                "exchange",
                request.fromAccountId(),
                request.toAccountId(),
                request.amount().text(),
                request.toAmount().text(),
                request.reference());
        return Claims.of(caller, key, hash);
    }
}
