package io.ballast.ledger.history;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The entries of an account. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path("/v1/accounts/{id}/entries")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "history")
@APIResponse(responseCode = "401", ref = "Problem")
public class EntriesResource {

    private static final int MAX_LIMIT = 500;
    private static final String DEFAULT_LIMIT = "50";

    private final Callers callers;
    private final AccountEntries entries;

    EntriesResource(Callers callers, AccountEntries entries) {
        this.callers = callers;
        this.entries = entries;
    }

    @GET
    @Operation(
            operationId = "listEntries",
            summary = "An account's entries, newest first",
            description = "Live and archived months alike. A page ends before a month whose entries are in an exported"
                    + " file only; the next is refused with history-exported until the month is restored.")
    @APIResponse(responseCode = "200", description = "A page of entries")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Uni<EntryPageView> list(
            @RestPath UUID id,
            @Parameter(description = "The oldest time, RFC 3339, included") @RestQuery String from,
            @Parameter(description = "The newest time, RFC 3339, not included") @RestQuery String to,
            @Parameter(description = "nextCursor of the page before") @RestQuery String cursor,
            @RestQuery @DefaultValue(DEFAULT_LIMIT) @Min(1) @Max(MAX_LIMIT) int limit) {
        Instant oldest = Moments.read("from", from, Moments.earliest());
        Instant newest = Moments.read("to", to, Moments.latest());
        return entries.page(callers.current(), id, oldest, place(cursor, newest), limit);
    }

    /** A cursor never leads out of the range. */
    private static EntryCursor place(String cursor, Instant newest) {
        EntryCursor start = EntryCursor.before(newest);
        if (cursor == null) {
            return start;
        }
        EntryCursor place = EntryCursor.decode(cursor)
                .orElseThrow(() -> Problems.of(ProblemCode.INVALID_REQUEST, "cursor is none that was given out"));
        return place.createdAt().isBefore(newest) ? place : start;
    }
}
