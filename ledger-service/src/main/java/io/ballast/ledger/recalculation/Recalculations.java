package io.ballast.ledger.recalculation;

import io.ballast.events.outbox.Outbox;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.balance.BalanceCache;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Recalculates one account, and takes its balance out of the cache whether it was wrong or not. */
@ApplicationScoped
class Recalculations {

    private final Outbox outbox;
    private final RecalculatingAccounts recalculating;
    private final Accounts accounts;
    private final BalanceCache cache;

    Recalculations(Outbox outbox, RecalculatingAccounts recalculating, Accounts accounts, BalanceCache cache) {
        this.outbox = outbox;
        this.recalculating = recalculating;
        this.accounts = accounts;
        this.cache = cache;
    }

    /** Fails with {@code account-not-found}, or with {@code balance-missing} if there is nothing to correct. */
    Uni<Recalculation> recalculate(String tenant, UUID id) {
        return outbox.inTransaction(tenant, tx -> recalculate(tx.connection(), id))
                .call(done -> cache.forget(tenant, done.states()))
                .map(Done::recalculation);
    }

    private Uni<Done> recalculate(SqlConnection connection, UUID id) {
        return recalculating
                .recalculate(connection, List.of(id))
                .map(Recalculations::requireOne)
                .flatMap(one -> accounts.findAll(connection, List.of(id)).map(states -> new Done(one, states)));
    }

    private static Recalculation requireOne(List<Recalculation> found) {
        if (found.isEmpty()) {
            throw Problems.of(ProblemCode.ACCOUNT_NOT_FOUND);
        }
        if (found.getFirst().before().isMissing()) {
            throw Problems.builder(ProblemCode.BALANCE_MISSING)
                    .with("accountId", found.getFirst().account().id())
                    .build();
        }
        return found.getFirst();
    }

    private record Done(Recalculation recalculation, List<AccountState> states) {}
}
