package io.ballast.chainbalance.bench;

import io.ballast.chainbalance.security.Callers;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * What {@code make bench-chain} measures cached balances beside: the same checks of the token, and an answer from memory.
 * It is there only with {@code ballast.bench.constant=true}, and told of nowhere.
 */
@Path("/bench/constant")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", "admin", "service"})
@EndpointDisabled(name = "ballast.bench.constant", stringValue = "false", disableIfMissing = true)
public class ConstantResource {

    private static final Answer ANSWER = new Answer(true, "constant");

    private final Callers callers;

    ConstantResource(Callers callers) {
        this.callers = callers;
    }

    /** Of the same form for everybody. */
    public record Answer(boolean success, String source) {}

    @GET
    @Operation(hidden = true)
    public Uni<Answer> get() {
        callers.current();
        return Uni.createFrom().item(ANSWER);
    }
}
