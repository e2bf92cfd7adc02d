package io.ballast.chainbalance.history;

import io.ballast.chainbalance.problem.Problems;
import io.ballast.chainbalance.security.Callers;
import io.ballast.chainbalance.wallet.VisibleWallets;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How a wallet's balances went. */
@Path("/v1/wallets/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", "admin", "service"})
@Tag(name = "history")
@APIResponse(responseCode = "401", description = "No valid token")
@APIResponse(responseCode = "403", description = "Not for this caller")
public class WalletHistoryResource {

    private final WalletHistory history;
    private final VisibleWallets wallets;
    private final Callers callers;

    WalletHistoryResource(WalletHistory history, VisibleWallets wallets, Callers callers) {
        this.history = history;
        this.wallets = wallets;
        this.callers = callers;
    }

    @GET
    @Path("/history")
    @Operation(
            operationId = "getWalletHistory",
            summary = "A wallet's balances at the end of each step, and what came and went as far as it was seen",
            description = "Steps are those of UTC, the first and the last cut by the range; at most "
                    + HistoryRules.MAX_POINTS + ". What came and went between two looks is not seen.")
    @APIResponse(
            responseCode = "200",
            description = "The points, oldest first",
            content = @Content(schema = @Schema(implementation = HistoryView.class)))
    @APIResponse(responseCode = "400", description = "No such range or step")
    @APIResponse(responseCode = "404", description = "No such wallet, or another owner's")
    public Uni<HistoryView> history(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) String id,
            @Parameter(description = "Where it begins, RFC 3339", required = true) @QueryParam("from") String from,
            @Parameter(description = "Where it ends, RFC 3339, not included; now if absent") @QueryParam("to")
                    String to,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"hour", "day", "week", "month"}))
                    @QueryParam("step")
                    @DefaultValue("day")
                    String step,
            @Parameter(description = "Only this asset") @QueryParam("asset") String asset) {
        HistoryStep every = HistoryStep.ofCode(step)
                .orElseThrow(() -> Problems.invalid("step", "step is hour, day, week or month."));
        Instant begin = begin(from);
        Instant end = end(to);
        if (!HistoryRules.fits(begin, end, every)) {
            throw Problems.invalid(
                    "from", "from is before to, and no more than " + HistoryRules.MAX_POINTS + " steps before it.");
        }
        return wallets.find(callers.current(), id)
                .chain(wallet -> history.history(wallet, Optional.ofNullable(asset), begin, end, every));
    }

    @GET
    @Path("/analytics")
    @Operation(
            operationId = "getWalletAnalytics",
            summary = "The least and the most a wallet held, its net flow, and how often it changed")
    @APIResponse(
            responseCode = "200",
            description = "The figures, by asset",
            content = @Content(schema = @Schema(implementation = AnalyticsView.class)))
    @APIResponse(responseCode = "400", description = "No such range")
    @APIResponse(responseCode = "404", description = "No such wallet, or another owner's")
    public Uni<AnalyticsView> analytics(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) String id,
            @Parameter(description = "Where it begins, RFC 3339", required = true) @QueryParam("from") String from,
            @Parameter(description = "Where it ends, RFC 3339, not included; now if absent") @QueryParam("to")
                    String to,
            @Parameter(description = "Only this asset") @QueryParam("asset") String asset) {
        Instant begin = begin(from);
        Instant end = end(to);
        if (end.toEpochMilli() <= begin.toEpochMilli()) {
            throw Problems.invalid("from", "from is before to.");
        }
        return wallets.find(callers.current(), id)
                .chain(wallet -> history.analytics(wallet, Optional.ofNullable(asset), begin, end));
    }

    @GET
    @Path("/balances")
    @Operation(
            operationId = "getWalletBalancesAt",
            summary = "What was known of a wallet's balances at a time",
            description = "Of a day that has been summarized only its last balance is known.")
    @APIResponse(
            responseCode = "200",
            description = "The balances, by asset",
            content = @Content(schema = @Schema(implementation = BalancesAtView.class)))
    @APIResponse(responseCode = "400", description = "No such time")
    @APIResponse(responseCode = "404", description = "No such wallet, or another owner's")
    public Uni<BalancesAtView> at(
            @PathParam("id") @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) String id,
            @Parameter(description = "RFC 3339; now if absent") @QueryParam("asOf") String asOf,
            @Parameter(description = "Only this asset") @QueryParam("asset") String asset) {
        Instant time = asOf == null ? now() : Moments.read("asOf", asOf);
        return wallets.find(callers.current(), id)
                .chain(wallet -> history.at(wallet, Optional.ofNullable(asset), time));
    }

    private static Instant begin(String from) {
        if (from == null) {
            throw Problems.invalid("from", "from says where the history begins.");
        }
        return Moments.read("from", from);
    }

    private static Instant end(String to) {
        return to == null ? now() : Moments.read("to", to);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
