package io.ballast.ledger.reconciliation;

import io.ballast.events.outbox.Outbox;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.account.StoredBalances;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.recalculation.RecalculatingAccounts;
import io.ballast.ledger.recalculation.Recalculation;
import io.ballast.ledger.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Lets an account out of quarantine once what is stored of it is what its entries come to. */
@ApplicationScoped
class AccountRelease {

    private final Outbox outbox;
    private final RecalculatingAccounts recalculating;
    private final StoredBalances balances;
    private final ReconciledBalances positions;
    private final DriftReports reports;
    private final Accounts accounts;

    AccountRelease(
            Outbox outbox,
            RecalculatingAccounts recalculating,
            StoredBalances balances,
            ReconciledBalances positions,
            DriftReports reports,
            Accounts accounts) {
        this.outbox = outbox;
        this.recalculating = recalculating;
        this.balances = balances;
        this.positions = positions;
        this.reports = reports;
        this.accounts = accounts;
    }

    /**
     * Fails with {@code account-not-found}, {@code account-not-quarantined} or {@code drift-unresolved}. What is wrong among
     * the entries themselves stays so for ever; it is taken as known, and not reported again.
     */
    Uni<AccountState> release(Caller caller, UUID id) {
        return outbox.inTransaction(caller.tenant(), tx -> release(tx.connection(), caller, id));
    }

    private Uni<AccountState> release(SqlConnection connection, Caller caller, UUID id) {
        return recalculating
                .compare(connection, List.of(id))
                .map(AccountRelease::requireAgreement)
                .call(found -> positions.save(connection, List.of(found.entries())))
                .call(() -> reports.resolve(connection, List.of(id), DriftReports.RELEASED, caller.userId()))
                .call(() -> balances.setStatus(
                        connection, id, AccountStatus.QUARANTINED, AccountStatus.ACTIVE, caller.userId()))
                .chain(() -> accounts.find(connection, id))
                .map(state -> state.orElseThrow());
    }

    private static Recalculation requireAgreement(List<Recalculation> found) {
        if (found.isEmpty()) {
            throw Problems.of(ProblemCode.ACCOUNT_NOT_FOUND);
        }
        Recalculation one = found.getFirst();
        if (one.account().status() != AccountStatus.QUARANTINED) {
            throw Problems.of(ProblemCode.ACCOUNT_NOT_QUARANTINED);
        }
        if (one.before().isMissing()) {
            throw Problems.of(ProblemCode.BALANCE_MISSING);
        }
        if (one.isNeeded()) {
            throw Problems.of(ProblemCode.DRIFT_UNRESOLVED, "Recalculate the account first");
        }
        return one;
    }
}
