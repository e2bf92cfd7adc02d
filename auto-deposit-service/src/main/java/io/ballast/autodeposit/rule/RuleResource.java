package io.ballast.autodeposit.rule;

import io.ballast.autodeposit.problem.ProblemCode;
import io.ballast.autodeposit.problem.Problems;
import io.ballast.autodeposit.security.Caller;
import io.ballast.autodeposit.security.Callers;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.work.PgWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The rules of wallets: seen and changed by their owner and by an admin of the tenant. */
@Path("/v1/deposit-rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", "admin", "service"})
@APIResponse(responseCode = "200", description = "As it is now.")
@APIResponse(responseCode = "401", description = "No valid token.")
@APIResponse(responseCode = "403", description = "Not for this caller.")
@APIResponse(responseCode = "503", description = "Not now; try again.")
@Tag(name = "Rules", description = "How income moves itself into the vault.")
public class RuleResource {

    private static final String UNIQUE_VIOLATION = "23505";

    private final PgRules rules;
    private final Vaults vaults;
    private final PgWork work;
    private final RowSecurity rowSecurity;
    private final Callers callers;

    RuleResource(PgRules rules, Vaults vaults, PgWork work, RowSecurity rowSecurity, Callers callers) {
        this.rules = rules;
        this.vaults = vaults;
        this.work = work;
        this.rowSecurity = rowSecurity;
        this.callers = callers;
    }

    @GET
    @Operation(
            operationId = "listDepositRules",
            summary = "The caller's wallets and their rules",
            description = "An admin or a service may ask for another user of the same tenant with `userId`.")
    public Uni<List<RuleView>> list(@QueryParam("userId") String userId) {
        Caller caller = callers.current();
        String owner = userId == null || userId.isEmpty() ? caller.userId() : userId;
        if (!caller.maySee(owner)) {
            throw Problems.forbidden("Only an admin or a service may ask for another user's rules.");
        }
        return rowSecurity
                .read(caller, connection -> rules.subjects(connection, null, owner))
                .map(found -> found.stream().map(RuleView::of).toList());
    }

    @GET
    @Path("/{walletId}")
    @Operation(operationId = "getDepositRule", summary = "One wallet's rule")
    @APIResponse(responseCode = "404", description = "No such wallet, or not the caller's.")
    public Uni<RuleView> get(@PathParam("walletId") @Schema(format = "uuid") String walletId) {
        UUID id = walletId(walletId);
        return rowSecurity
                .read(callers.current(), connection -> subject(connection, id))
                .map(RuleView::of);
    }

    @PUT
    @Path("/{walletId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putDepositRule",
            summary = "Makes a rule",
            description = "Holds for income that arrives from now on. Every change is kept.")
    @APIResponse(responseCode = "400", description = "The rule breaks its bounds.")
    @APIResponse(responseCode = "404", description = "No such wallet, or not the caller's.")
    @APIResponse(
            responseCode = "409",
            description = "It was changed meanwhile, or another wallet has the same account.")
    public Uni<RuleView> put(@PathParam("walletId") @Schema(format = "uuid") String walletId, RuleRequest request) {
        Caller caller = callers.current();
        UUID id = walletId(walletId);
        if (request == null) {
            throw Problems.of(ProblemCode.MALFORMED_REQUEST);
        }
        return rowSecurity
                .read(caller, connection -> change(connection, caller, id, request))
                .map(RuleView::of)
                .onFailure(RuleResource::isTaken)
                .transform(taken -> Problems.conflict("Another wallet has a rule for the same account."));
    }

    @GET
    @Path("/{walletId}/changes")
    @Operation(operationId = "listDepositRuleChanges", summary = "Who changed the rule, newest first; the last 100")
    @APIResponse(responseCode = "404", description = "No such wallet, or not the caller's.")
    public Uni<List<RuleChange>> changes(@PathParam("walletId") @Schema(format = "uuid") String walletId) {
        UUID id = walletId(walletId);
        return rowSecurity.read(
                callers.current(), connection -> subject(connection, id).chain(seen -> rules.changes(connection, id)));
    }

    /** Who may see the wallet may change its rule; the writing itself is the service's. */
    private Uni<RuledWallet> change(SqlConnection connection, Caller caller, UUID id, RuleRequest request) {
        return subject(connection, id)
                .call(() -> rowSecurity.actAsService(connection))
                .chain(wallet -> save(connection, caller, wallet, request));
    }

    private Uni<RuledWallet> save(SqlConnection connection, Caller caller, RuledWallet wallet, RuleRequest request) {
        if (request.version() != null && request.version() != wallet.rule().version()) {
            throw Problems.conflict("The rule has version " + wallet.rule().version() + " by now.");
        }
        DepositRule rule = RuleForm.rule(request, vaults.of(wallet.network()))
                .next(wallet.rule().version() + 1);
        return rules.save(connection, wallet, rule, caller.userId())
                .invoke(RuleResource::requireSaved)
                .call(() -> work.wake(connection, wallet.walletId()))
                .replaceWith(
                        new RuledWallet(wallet.walletId(), wallet.userId(), wallet.account(), wallet.network(), rule));
    }

    private Uni<RuledWallet> subject(SqlConnection connection, UUID id) {
        return rules.subjects(connection, id, null).map(RuleResource::only);
    }

    private static void requireSaved(boolean saved) {
        if (!saved) {
            throw Problems.conflict("The rule was changed meanwhile.");
        }
    }

    private static RuledWallet only(List<RuledWallet> found) {
        return found.stream().findFirst().orElseThrow(RuleResource::notFound);
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState());
    }

    private static UUID walletId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            throw notFound();
        }
    }

    private static RuntimeException notFound() {
        return Problems.notFound("There is no such wallet.");
    }
}
