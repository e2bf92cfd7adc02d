package io.ballast.chainbalance.check;

import io.ballast.chainbalance.balance.BalanceConfig;
import io.ballast.chainbalance.balance.FreshnessParameters;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.problem.ProblemCode;
import io.ballast.chainbalance.problem.Problems;
import io.ballast.chainbalance.security.Caller;
import io.ballast.chainbalance.security.Callers;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.WalletRequests;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a donation, a mission or the purchase of a reward asks before it spends. */
@Path("/v1/balance-checks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"user", "admin", "service"})
@Tag(name = "balance")
@APIResponse(responseCode = "401", description = "No valid token")
@APIResponse(responseCode = "403", description = "Not for this caller")
public class BalanceCheckResource {

    private static final int RETRY_AFTER_SECONDS = 2;
    private static final String NO_PURPOSE = "balance_check";

    private final BalanceChecks checks;
    private final BalanceConfig config;
    private final WalletRequests requests;
    private final Callers callers;

    BalanceCheckResource(BalanceChecks checks, BalanceConfig config, WalletRequests requests, Callers callers) {
        this.checks = checks;
        this.config = config;
        this.requests = requests;
        this.callers = callers;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "checkBalance",
            summary = "Whether an owner's wallets hold enough of an asset",
            description =
                    "Moves and reserves nothing. Funds that are short by a fresh balance are told as balance_insufficient.")
    @APIResponse(
            responseCode = "200",
            description = "Sufficient or not, and by which balance",
            content = @Content(schema = @Schema(implementation = BalanceCheckView.class)))
    @APIResponse(responseCode = "400", description = "An amount or name that can not be")
    @APIResponse(responseCode = "403", description = "Another owner's, and the caller is neither admin nor service")
    @APIResponse(responseCode = "404", description = "The owner has no wallet for the asset")
    @APIResponse(
            responseCode = "503",
            description = "The balance is not known, or older than maxAge; a refresh has been started")
    public Uni<BalanceCheckView> check(BalanceCheckRequest body, @BeanParam FreshnessParameters parameters) {
        BalanceChecks.Check check = check(callers.current(), body, parameters);
        return checks.decide(check).map(answer -> view(check, answer));
    }

    private BalanceChecks.Check check(Caller caller, BalanceCheckRequest body, FreshnessParameters parameters) {
        if (body == null) {
            throw Problems.invalid("body", "A check is required.");
        }
        if (!CheckRules.isSymbol(body.asset())) {
            throw Problems.invalid("asset", "asset is the symbol of an asset, such as USDC.");
        }
        if (!CheckRules.isAmount(body.amount())) {
            throw Problems.invalid("amount", "amount is more than zero and has at most 36 decimals and 78 digits.");
        }
        String purpose = body.purpose() == null ? NO_PURPOSE : body.purpose();
        if (!CheckRules.isWord(purpose)) {
            throw Problems.invalid("purpose", "purpose is a word such as donation.");
        }
        return new BalanceChecks.Check(
                caller.tenant(),
                owner(caller, body.owner()),
                body.asset(),
                body.amount(),
                purpose,
                networks(body),
                parameters.read(config));
    }

    private Owner owner(Caller caller, BalanceCheckRequest.Owner owner) {
        return owner == null
                ? Owner.user(caller.userId())
                : requests.owner(caller, owner.type() == null ? "user" : owner.type(), owner.id());
    }

    private static Predicate<ChainNetwork> networks(BalanceCheckRequest body) {
        return network -> (body.chain() == null || body.chain().equals(network.chain()))
                && (body.network() == null || body.network().equals(network.network()));
    }

    private static BalanceCheckView view(BalanceChecks.Check check, BalanceChecks.Answer answer) {
        return switch (answer.verdict()) {
            case CheckVerdict.Sufficient sufficient ->
                BalanceCheckView.of(check, answer, sufficient.total(), BigDecimal.ZERO, false);
            case CheckVerdict.Insufficient insufficient ->
                BalanceCheckView.of(
                        check, answer, insufficient.total(), insufficient.shortfall(), insufficient.awaitingFinality());
            case CheckVerdict.NoWallet none ->
                throw Problems.problem(ProblemCode.NO_WALLET)
                        .withDetail("No wallet of this owner is read for " + check.asset() + ".")
                        .build();
            case CheckVerdict.Unknown unknown ->
                throw Problems.problem(ProblemCode.BALANCE_UNKNOWN)
                        .withDetail(
                                "Not every wallet has been read yet, or at a block that is so final; a refresh is on its way.")
                        .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .build();
            case CheckVerdict.TooOld tooOld ->
                throw Problems.problem(ProblemCode.BALANCE_TOO_OLD)
                        .withDetail("The balance is older than maxAge; a refresh is on its way.")
                        .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .with("asOf", tooOld.total().asOf())
                        .build();
        };
    }
}
