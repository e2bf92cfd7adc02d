package io.ballast.ledger.receipt;

import io.ballast.ledger.security.Caller;
import io.ballast.ledger.security.Callers;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
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

/** Receipts, and the hashes that they are verified against. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path("/v1/transactions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "receipts")
@APIResponse(responseCode = "401", ref = "Problem")
public class ReceiptResource {

    private final Callers callers;
    private final Receipts receipts;

    ReceiptResource(Callers callers, Receipts receipts) {
        this.callers = callers;
        this.receipts = receipts;
    }

    @GET
    @Path("/{id}/receipt")
    @Operation(
            operationId = "getReceipt",
            summary = "The receipt of a transaction",
            description = "For the users at both ends and for staff. It proves, with nothing but the published hash of"
                    + " a block, that the transaction is in the ledger as it says. Each end reads its own balance in it and"
                    + " only a hash of the other's. A transaction is sealed some seconds after it is completed: 409"
                    + " receipt-pending until then.")
    @APIResponse(responseCode = "200", description = "The receipt")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Uni<ReceiptView> receipt(
            @RestPath UUID id,
            @Parameter(description = "The number of a later block: the receipt can be verified against its hash")
                    @RestQuery
                    @Min(1)
                    Long until) {
        return receipts.of(callers.current(), id, until);
    }

    @GET
    @Path("/blocks/latest")
    @Operation(
            operationId = "getLatestBlock",
            summary = "The last block of hashes",
            description = "Its hash stands for every transaction sealed so far.")
    @APIResponse(responseCode = "200", description = "The block")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<BlockView> latest() {
        return receipts.latest(callers.current());
    }

    @GET
    @Path("/blocks/{number}")
    @Operation(operationId = "getBlock", summary = "A block of hashes")
    @APIResponse(responseCode = "200", description = "The block")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<BlockView> block(@RestPath long number) {
        return receipts.block(callers.current(), number);
    }
}
