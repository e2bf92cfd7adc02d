package io.ballast.ledger.archive;

import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.YearMonth;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** The archived months of a tenant. To ask again for what was asked for changes nothing, so that no key is needed. */
@RolesAllowed({Caller.OPERATOR, Caller.ADMIN})
@Path("/v1/archives")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "archives")
@APIResponse(responseCode = "401", ref = "Problem")
public class ArchiveResource {

    private static final int ACCEPTED = 202;

    private final Callers callers;
    private final AskingArchives archives;

    ArchiveResource(Callers callers, AskingArchives archives) {
        this.callers = callers;
        this.archives = archives;
    }

    @GET
    @Operation(
            operationId = "listArchives",
            summary = "The tenant's archived months, newest first, with the progress of what was asked for")
    @APIResponse(responseCode = "200", description = "The months, maybe none")
    public Uni<ArchiveList> list() {
        return archives.list(callers.current().tenant()).map(ArchiveList::of);
    }

    @POST
    @Path("/{month}/export")
    @ResponseStatus(ACCEPTED)
    @Operation(
            operationId = "exportArchive",
            summary = "Write an archived month to a file",
            description = "Done in the background; GET /v1/archives tells how far it is.")
    @APIResponse(responseCode = "202", description = "Noted")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Uni<ArchiveView> export(@Parameter(example = "2025-01") @RestPath String month) {
        return archives.export(callers.current().tenant(), month(month)).map(ArchiveView::of);
    }

    @POST
    @Path("/{month}/restore")
    @ResponseStatus(ACCEPTED)
    @Operation(
            operationId = "restoreArchive",
            summary = "Bring an exported month back into the database",
            description = "Done in the background; GET /v1/archives tells how far it is. The file is verified first.")
    @APIResponse(responseCode = "202", description = "Noted")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Uni<ArchiveView> restore(@Parameter(example = "2025-01") @RestPath String month) {
        return archives.restore(callers.current().tenant(), month(month)).map(ArchiveView::of);
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException noMonth) {
            throw Problems.of(ProblemCode.ARCHIVE_NOT_FOUND);
        }
    }
}
