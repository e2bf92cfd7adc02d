package io.ballast.ledger.batch;

import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.Claims;
import io.ballast.ledger.idempotency.RequestHash;
import io.ballast.ledger.ratelimit.Weights;
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
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;

/** Many transfers by one request. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path(TransferBatches.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "transfers")
@APIResponse(responseCode = "401", ref = "Problem")
public class TransferBatchResource {

    private final Callers callers;
    private final TransferBatches batches;
    private final Answers answers;
    private final Weights weights;

    TransferBatchResource(Callers callers, TransferBatches batches, Answers answers, Weights weights) {
        this.callers = callers;
        this.batches = batches;
        this.answers = answers;
        this.weights = weights;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "postTransferBatch",
            summary = "Move money by many transfers at once",
            description =
                    "Up to 10,000 items, posted in their order in one database transaction, each seeing what those"
                            + " before it did. The answer has one result an item, in order; an atomic batch with an item that is"
                            + " refused is answered with the problem batch-refused and the results.")
    @APIResponse(
            responseCode = "200",
            description = "What became of each item",
            content = @Content(schema = @Schema(implementation = TransferBatchView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "413", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public Uni<Response> post(
            @Parameter(required = true, description = Claims.DESCRIPTION) @RestHeader(Claims.HEADER) String key,
            @NotNull @Valid TransferBatchRequest request) {
        Caller caller = callers.current();
        weights.count(caller, request.items().size());
        return batches.post(caller, claim(caller, key, request), request).map(answers::toResponse);
    }

    private static Claim claim(Caller caller, String key, TransferBatchRequest request) {
        List<Object> parts = new ArrayList<>(2 + 5 * request.items().size());
        parts.add("transfer-batch");
        parts.add(request.mode());
        request.items().forEach(item -> addParts(parts, item));
        return Claims.of(caller, key, RequestHash.of(parts.toArray()));
    }

    private static void addParts(List<Object> parts, TransferBatchRequest.Item item) {
        if (item == null) {
            parts.add(null);
            return;
        }
        parts.add(item.fromAccountId());
        parts.add(item.toAccountId());
        parts.add(item.amount() == null ? null : item.amount().text());
        parts.add(item.reference());
        parts.add(item.linked());
    }
}
