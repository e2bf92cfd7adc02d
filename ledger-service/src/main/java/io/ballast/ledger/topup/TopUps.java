package io.ballast.ledger.topup;

import io.ballast.events.outbox.Outbox;
import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.SystemAccounts;
import io.ballast.ledger.account.VisibleAccounts;
import io.ballast.ledger.asset.AmountRules.Sign;
import io.ballast.ledger.asset.AssetAmount;
import io.ballast.ledger.asset.RequestedAmounts;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.OnceOnly;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.NewTransaction;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transaction.TransactionView;
import io.ballast.ledger.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Records what users ask to be added to their own accounts. No money moves before an admin has decided. */
@ApplicationScoped
class TopUps {

    static final String PATH = "/transactions/topup";

    private final RequestedAmounts amounts;
    private final VisibleAccounts accounts;
    private final SystemAccounts systemAccounts;
    private final Outbox outbox;
    private final OnceOnly onceOnly;
    private final Transactions transactions;
    private final Answers answers;
    private final TopUpConfig config;

    TopUps(
            RequestedAmounts amounts,
            VisibleAccounts accounts,
            SystemAccounts systemAccounts,
            Outbox outbox,
            OnceOnly onceOnly,
            Transactions transactions,
            Answers answers,
            TopUpConfig config) {
        this.amounts = amounts;
        this.accounts = accounts;
        this.systemAccounts = systemAccounts;
        this.outbox = outbox;
        this.onceOnly = onceOnly;
        this.transactions = transactions;
        this.answers = answers;
        this.config = config;
    }

    Uni<Answer> ask(Caller caller, Claim claim, TopUpRequest request) {
        return amounts.read(caller.tenant(), request.amount(), request.asset(), Sign.POSITIVE)
                .flatMap(amount -> pending(caller, amount, request.reference()))
                .flatMap(pending -> record(caller, claim, pending));
    }

    private Uni<NewTransaction> pending(Caller caller, AssetAmount amount, String reference) {
        String asset = amount.asset().code();
        return Uni.combine()
                .all()
                .unis(
                        accounts.ownPersonal(caller, asset).map(AccountState::account),
                        systemAccounts.of(caller.tenant(), asset))
                .with((account, system) -> pending(caller, account, system, amount.units(), reference));
    }

    private NewTransaction pending(Caller caller, Account account, UUID system, long units, String reference) {
        return new NewTransaction(
                TransactionIds.next(),
                TransactionType.TOPUP,
                TransactionStatus.PENDING,
                units,
                account,
                system,
                caller.userId(),
                reference,
                config.expiresAfter());
    }

    private Uni<Answer> record(Caller caller, Claim claim, NewTransaction pending) {
        return outbox.inTransaction(
                caller.tenant(),
                tx -> onceOnly.run(tx.connection(), claim, PATH, () -> insert(tx.connection(), caller, pending)));
    }

    private Uni<Answer> insert(SqlConnection connection, Caller caller, NewTransaction pending) {
        return transactions.insert(connection, pending).map(topUp -> created(topUp, caller));
    }

    private Answer created(Transaction topUp, Caller caller) {
        return answers.created("/transactions/" + topUp.id(), TransactionView.of(topUp, List.of(), caller));
    }
}
