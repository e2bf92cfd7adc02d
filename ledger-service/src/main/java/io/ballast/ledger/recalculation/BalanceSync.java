package io.ballast.ledger.recalculation;

import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.account.StoredBalance;
import io.ballast.ledger.account.StoredBalances;
import io.ballast.ledger.account.SystemAccounts;
import io.ballast.ledger.balance.BalanceCache;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.tenant.TenantReads;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transfer.Posting;
import io.ballast.ledger.transfer.PostingPath;
import io.ballast.ledger.transfer.PostingProblems;
import io.ballast.ledger.transfer.Transfer;
import io.ballast.ledger.transfer.TransferNote;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/**
 * Gives an account the balance that it lacks: from its entries, or, if it has none, from its cached backup. What comes from
 * the backup is posted as an adjustment, so that entries explain this balance like every other.
 */
@ApplicationScoped
class BalanceSync {

    private static final String REFERENCE = "balance sync";

    private final Outbox outbox;
    private final TenantReads reads;
    private final StoredBalances balances;
    private final RecalculatingAccounts recalculating;
    private final SystemAccounts systemAccounts;
    private final PostingPath postingPath;
    private final Accounts accounts;
    private final BalanceCache cache;

    BalanceSync(
            Outbox outbox,
            TenantReads reads,
            StoredBalances balances,
            RecalculatingAccounts recalculating,
            SystemAccounts systemAccounts,
            PostingPath postingPath,
            Accounts accounts,
            BalanceCache cache) {
        this.outbox = outbox;
        this.reads = reads;
        this.balances = balances;
        this.recalculating = recalculating;
        this.systemAccounts = systemAccounts;
        this.postingPath = postingPath;
        this.accounts = accounts;
        this.cache = cache;
    }

    /** Fails with {@code account-not-found}, or with {@code balance-exists} if the account has its balance. */
    Uni<SyncedBalance> sync(Caller caller, UUID id) {
        return reads.read(caller.tenant(), connection -> balances.read(connection, List.of(id)))
                .map(BalanceSync::requireMissing)
                .flatMap(account -> other(caller, account))
                .flatMap(other -> outbox.inTransaction(caller.tenant(), tx -> sync(tx, caller, id, other)))
                .call(synced -> cache.forget(caller.tenant(), List.of(synced.state())));
    }

    private static Account requireMissing(List<StoredBalance> stored) {
        if (stored.isEmpty()) {
            throw Problems.of(ProblemCode.ACCOUNT_NOT_FOUND);
        }
        requireInserted(stored.getFirst().isMissing());
        return stored.getFirst().account();
    }

    private static void requireInserted(boolean inserted) {
        if (!inserted) {
            throw Problems.of(ProblemCode.BALANCE_EXISTS);
        }
    }

    /** The system's account, where an adjustment comes from; of a system account itself it is that account. */
    private Uni<UUID> other(Caller caller, Account account) {
        return account.isSystem()
                ? Uni.createFrom().item(account.id())
                : systemAccounts.of(caller.tenant(), account.asset().code());
    }

    private Uni<SyncedBalance> sync(OutboxTransaction tx, Caller caller, UUID id, UUID other) {
        SqlConnection connection = tx.connection();
        return balances.insert(connection, id)
                .invoke(BalanceSync::requireInserted)
                .chain(() -> recalculating.compare(connection, List.of(id)))
                .map(List::getFirst)
                .call(found -> recalculating.correct(connection, found))
                .call(found -> isFromBackup(found)
                        ? adjust(tx, caller, found, other)
                        : Uni.createFrom().voidItem())
                .flatMap(found -> accounts.find(connection, id).map(state -> synced(found, state.orElseThrow())));
    }

    /** Money of a system account that no entry explains is nobody's. */
    private static boolean isFromBackup(Recalculation found) {
        return found.version() == 0
                && found.before().backup() != 0
                && !found.account().isSystem();
    }

    private Uni<Void> adjust(OutboxTransaction tx, Caller caller, Recalculation found, UUID systemAccount) {
        long backup = found.before().backup();
        UUID account = found.account().id();
        Transfer transfer = Transfer.of(
                TransactionIds.next(),
                TransactionType.ADJUSTMENT,
                backup > 0 ? systemAccount : account,
                backup > 0 ? account : systemAccount,
                Math.absExact(backup),
                TransferNote.askedBy(caller.userId(), REFERENCE));
        return postingPath
                .post(tx, transfer)
                .invoke(batch -> requireAccepted(batch.postings().getFirst()))
                .replaceWithVoid();
    }

    private static void requireAccepted(Posting posting) {
        if (posting instanceof Posting.Refused refused) {
            throw PostingProblems.of(refused.refusal());
        }
    }

    private static SyncedBalance synced(Recalculation found, AccountState state) {
        return new SyncedBalance(state, found.before().backup(), isFromBackup(found));
    }
}
