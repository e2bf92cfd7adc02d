package io.ballast.ledger.hold;

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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** Holds: money is kept back now, and moved or set free later. */
@RolesAllowed({Caller.USER, Caller.ADMIN, Caller.SERVICE})
@Path(PlacingHolds.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "holds")
@APIResponse(responseCode = "401", ref = "Problem")
public class HoldResource {

    private final Callers callers;
    private final VisibleHolds visible;
    private final PlacingHolds placing;
    private final CapturingHolds capturing;
    private final VoidingHolds voiding;
    private final Answers answers;

    HoldResource(
            Callers callers,
            VisibleHolds visible,
            PlacingHolds placing,
            CapturingHolds capturing,
            VoidingHolds voiding,
            Answers answers) {
        this.callers = callers;
        this.visible = visible;
        this.placing = placing;
        this.capturing = capturing;
        this.voiding = voiding;
        this.answers = answers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "placeHold",
            summary = "Hold money back",
            description =
                    "From the caller's own account; staff from any but the system's. What is held can not be spent"
                            + " otherwise until it is captured, voided or expired.")
    @APIResponse(
            responseCode = "201",
            headers = @Header(name = "Location", ref = "Location"),
            description = "Held",
            content = @Content(schema = @Schema(implementation = HoldView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "InsufficientFunds")
    public Uni<Response> place(
            @Parameter(required = true, description = Claims.DESCRIPTION) @RestHeader(Claims.HEADER) String key,
            @NotNull @Valid HoldRequest request) {
        Caller caller = callers.current();
        return placing.place(caller, claim(caller, key, request), request).map(answers::toResponse);
    }

    @POST
    @Path("/{id}/capture")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "captureHold",
            summary = "Move what is held, or a part of it",
            description = "By the payee's user or staff, as often as something remains. After expiresAt, by the"
                    + " database's clock, it is refused.")
    @APIResponse(
            responseCode = "201",
            headers = @Header(name = "Location", ref = "Location"),
            description = "Moved",
            content = @Content(schema = @Schema(implementation = CaptureView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "403", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "InsufficientFunds")
    public Uni<Response> capture(
            @Parameter(required = true, description = Claims.DESCRIPTION) @RestHeader(Claims.HEADER) String key,
            @RestPath UUID id,
            @NotNull @Valid CaptureRequest request) {
        Caller caller = callers.current();
        return capturing
                .capture(caller, claim(caller, key, id, request), id, request)
                .map(answers::toResponse);
    }

    @POST
    @Path("/{id}/void")
    @Operation(
            operationId = "voidHold",
            summary = "Set free what remains of a hold",
            description = "By the user at either end or staff. What was captured before stays where it is.")
    @APIResponse(
            responseCode = "200",
            description = "Set free",
            content = @Content(schema = @Schema(implementation = HoldView.class)))
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "422", ref = "Problem")
    public Uni<Response> take(
            @Parameter(required = true, description = Claims.DESCRIPTION) @RestHeader(Claims.HEADER) String key,
            @RestPath UUID id) {
        Caller caller = callers.current();
        Claim claim = Claims.of(caller, key, RequestHash.of("hold-void", id));
        return voiding.take(caller, claim, id).map(answers::toResponse);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getHold", summary = "A hold", description = "For the users at both ends and for staff.")
    @APIResponse(responseCode = "200", description = "The hold")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Uni<HoldView> get(@RestPath UUID id) {
        Caller caller = callers.current();
        return visible.get(caller, id).map(hold -> HoldView.of(hold, caller));
    }

    private static Claim claim(Caller caller, String key, HoldRequest request) {
        String hash = RequestHash.of(
                "hold",
                request.accountId(),
                request.amount().text(),
                request.toAccountId(),
                request.type(),
                request.expiresIn(),
                request.expiresAt(),
                request.reference());
        return Claims.of(caller, key, hash);
    }

    private static Claim claim(Caller caller, String key, UUID id, CaptureRequest request) {
        String amount = request.amount() == null ? null : request.amount().text();
        return Claims.of(caller, key, RequestHash.of("hold-capture", id, amount, request.isLast()));
    }
}
