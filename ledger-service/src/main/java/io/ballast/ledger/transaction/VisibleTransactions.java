package io.ballast.ledger.transaction;

import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.tenant.TenantReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Reads transactions for a caller: what the caller may not see is not there. */
@ApplicationScoped
public class VisibleTransactions {

    private final TenantReads reads;
    private final Transactions transactions;

    VisibleTransactions(TenantReads reads, Transactions transactions) {
        this.reads = reads;
        this.transactions = transactions;
    }

    /** The transaction; fails with the problem {@code transaction-not-found} if the caller sees none of this id. */
    public Uni<TransactionView> get(Caller caller, UUID id) {
        return reads.read(caller.tenant(), connection -> view(connection, id, caller));
    }

    private Uni<TransactionView> view(SqlConnection connection, UUID id, Caller caller) {
        return transactions
                .find(connection, id)
                .map(found -> visible(found, caller))
                .flatMap(transaction -> transactions
                        .entries(connection, transaction)
                        .map(entries -> TransactionView.of(transaction, entries, caller)));
    }

    private static Transaction visible(Optional<Transaction> found, Caller caller) {
        return found.filter(transaction -> AccountAccess.allows(caller, transaction.account())
                        || AccountAccess.allows(caller, transaction.counterparty()))
                .orElseThrow(() -> Problems.of(ProblemCode.TRANSACTION_NOT_FOUND));
    }
}
