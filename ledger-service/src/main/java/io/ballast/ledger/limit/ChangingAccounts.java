package io.ballast.ledger.limit;

import io.ballast.events.outbox.Outbox;
import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.account.Limits;
import io.ballast.ledger.asset.AmountRules;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.asset.ParsedAmount;
import io.ballast.ledger.asset.RequestedAmount;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Changes limits and status of accounts. It is decided under the lock that every posting takes: a payment that comes at the
 * same time sees the account either before or after.
 */
@ApplicationScoped
class ChangingAccounts {

    private final Outbox outbox;
    private final TenantReads reads;
    private final Accounts accounts;
    private final AccountChanges changes;

    ChangingAccounts(Outbox outbox, TenantReads reads, Accounts accounts, AccountChanges changes) {
        this.outbox = outbox;
        this.reads = reads;
        this.accounts = accounts;
        this.changes = changes;
    }

    /**
     * Changes the account.
     *
     * @param precondition throws a problem if the account is not as the caller has seen it
     * @return the account as it is now
     */
    Uni<AccountState> change(
            Caller caller, UUID id, ChangeAccountRequest request, Consumer<AccountState> precondition) {
        return outbox.inTransaction(
                caller.tenant(),
                tx -> accounts.lockAndRead(tx.connection(), List.of(id))
                        .map(ChangingAccounts::require)
                        .invoke(precondition)
                        .flatMap(state -> change(tx.connection(), caller, state, request)));
    }

    /** What was changed of the account before that change, newest first. */
    Uni<List<AccountChange>> list(Caller caller, UUID id, long before, int limit) {
        return reads.read(
                caller.tenant(),
                connection -> accounts.find(connection, id)
                        .map(ChangingAccounts::require)
                        .flatMap(state -> changes.list(connection, id, before, limit)));
    }

    private Uni<AccountState> change(
            SqlConnection connection, Caller caller, AccountState state, ChangeAccountRequest request) {
        Limits limits = limits(state.account(), request);
        return switch (LimitRules.decide(state, limits, request.accountStatus())) {
            case LimitVerdict.Refused refused -> throw Problems.of(codeOf(refused));
            case LimitVerdict.Changed changed
            when changed.differences().isEmpty() -> Uni.createFrom().item(state);
            case LimitVerdict.Changed changed -> write(connection, caller, state, changed);
        };
    }

    private Uni<AccountState> write(
            SqlConnection connection, Caller caller, AccountState state, LimitVerdict.Changed changed) {
        UUID id = state.account().id();
        return changes.update(connection, id, changed.limits(), changed.status())
                .chain(() -> changes.record(connection, id, state.asOf(), caller.userId(), changed.differences()))
                .chain(() -> accounts.find(connection, id))
                .map(Optional::orElseThrow);
    }

    private static Limits limits(Account account, ChangeAccountRequest request) {
        Limits now = account.limits();
        if (request.floor() != null && request.floor().isNone()) {
            throw Problems.ofField(ProblemCode.INVALID_AMOUNT, "floor", "must be a number: no overdraft is endless");
        }
        return new Limits(
                units("floor", request.floor(), account.asset(), now.floor()),
                units("ceiling", request.ceiling(), account.asset(), now.ceiling()));
    }

    private static Long units(String field, RequestedLimit requested, Asset asset, Long now) {
        if (requested == null) {
            return now;
        }
        return requested.isNone() ? null : units(field, requested.amount(), asset);
    }

    private static Long units(String field, RequestedAmount amount, Asset asset) {
        return switch (AmountRules.parseLimit(amount, asset)) {
            case ParsedAmount.Units parsed -> parsed.units();
            case ParsedAmount.Invalid invalid ->
                throw Problems.ofField(ProblemCode.INVALID_AMOUNT, field, invalid.message());
        };
    }

    private static ProblemCode codeOf(LimitVerdict.Refused refused) {
        return switch (refused) {
            case SYSTEM_ACCOUNT -> ProblemCode.SYSTEM_ACCOUNT;
            case CLOSED -> ProblemCode.ACCOUNT_CLOSED;
            case QUARANTINED -> ProblemCode.ACCOUNT_QUARANTINED;
            case NOT_EMPTY -> ProblemCode.ACCOUNT_NOT_EMPTY;
            case LIMITS_CROSSED -> ProblemCode.LIMITS_CROSSED;
        };
    }

    private static AccountState require(List<AccountState> found) {
        return require(found.stream().findFirst());
    }

    private static AccountState require(Optional<AccountState> found) {
        return found.orElseThrow(() -> Problems.of(ProblemCode.ACCOUNT_NOT_FOUND));
    }
}
