package io.ballast.ledger.hold;

import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What an account holds back and has held back. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path("/v1/accounts/{id}/holds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "holds")
@APIResponse(responseCode = "401", ref = "Problem")
public class AccountHoldsResource {

    private static final int MAX_PAGE = 100;

    private final Callers callers;
    private final VisibleHolds holds;

    AccountHoldsResource(Callers callers, VisibleHolds holds) {
        this.callers = callers;
        this.holds = holds;
    }

    @GET
    @Operation(operationId = "listAccountHolds", summary = "The holds on an account, newest first")
    @APIResponse(responseCode = "200", description = "A page of them, maybe empty")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<HoldList> list(
            @RestPath UUID id,
            @Parameter(description = "The nextCursor of the page before") @RestQuery @Size(max = 64) String cursor,
            @Parameter(description = "How many at most") @RestQuery @DefaultValue("20") @Min(1) @Max(MAX_PAGE)
                    int limit) {
        return holds.list(callers.current(), id, cursor, limit);
    }
}
