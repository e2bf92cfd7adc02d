package io.ballast.ledger.opening;

import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountView;
import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.account.SystemAccounts;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.asset.RequestedAmounts;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.OnceOnly;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.NewTransaction;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transaction.Transactions;
import io.ballast.ledger.transfer.Posting;
import io.ballast.ledger.transfer.PostingPath;
import io.ballast.ledger.transfer.PostingProblems;
import io.ballast.ledger.transfer.Transfer;
import io.ballast.ledger.transfer.TransferNote;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens accounts. The account, its first money and the events of both commit together. An account that gets no money is told
 * of by a {@code balance_updated} of version 0.
 */
@ApplicationScoped
class AccountOpenings {

    static final String PATH = "/v1/accounts";

    private final RequestedAmounts amounts;
    private final OpeningBalances openingBalances;
    private final SystemAccounts systemAccounts;
    private final Outbox outbox;
    private final OnceOnly onceOnly;
    private final Accounts accounts;
    private final Transactions transactions;
    private final PostingPath postingPath;
    private final Answers answers;

    AccountOpenings(
            RequestedAmounts amounts,
            OpeningBalances openingBalances,
            SystemAccounts systemAccounts,
            Outbox outbox,
            OnceOnly onceOnly,
            Accounts accounts,
            Transactions transactions,
            PostingPath postingPath,
            Answers answers) {
        this.amounts = amounts;
        this.openingBalances = openingBalances;
        this.systemAccounts = systemAccounts;
        this.outbox = outbox;
        this.onceOnly = onceOnly;
        this.accounts = accounts;
        this.transactions = transactions;
        this.postingPath = postingPath;
        this.answers = answers;
    }

    Uni<Answer> open(Caller caller, Claim claim, OpenAccountRequest request) {
        return amounts.asset(caller.tenant(), request.asset())
                .flatMap(asset -> opening(caller, request, asset))
                .flatMap(opening -> open(caller, claim, opening));
    }

    private Uni<Opening> opening(Caller caller, OpenAccountRequest request, Asset asset) {
        long units = openingBalances.units(request.accountType(), asset);
        return systemAccounts
                .of(caller.tenant(), asset.code())
                .map(system -> new Opening(request.owner(), request.accountType(), asset, system, units));
    }

    private Uni<Answer> open(Caller caller, Claim claim, Opening opening) {
        return outbox.inTransaction(
                caller.tenant(), tx -> onceOnly.run(tx.connection(), claim, PATH, () -> open(tx, caller, opening)));
    }

    private Uni<Answer> open(OutboxTransaction tx, Caller caller, Opening opening) {
        return accounts.open(
                        tx.connection(),
                        opening.owner(),
                        opening.type(),
                        opening.asset().code())
                .flatMap(opened -> opened.map(id -> fill(tx, caller, opening, id))
                        .orElseGet(() -> exists(tx.connection(), opening)));
    }

    private Uni<Answer> fill(OutboxTransaction tx, Caller caller, Opening opening, UUID id) {
        Uni<Void> filled = opening.units() == 0 ? leaveEmpty(tx, caller, opening, id) : move(tx, caller, opening, id);
        return filled.chain(() -> accounts.find(tx.connection(), id))
                .map(Optional::orElseThrow)
                .map(state -> answers.created(PATH + "/" + id, AccountView.of(state)));
    }

    private Uni<Void> move(OutboxTransaction tx, Caller caller, Opening opening, UUID id) {
        Transfer transfer = Transfer.of(
                TransactionIds.next(),
                TransactionType.ACCOUNT_OPENING,
                opening.systemAccountId(),
                id,
                opening.units(),
                TransferNote.askedBy(caller.userId(), null));
        return postingPath
                .post(tx, transfer)
                .invoke(batch -> requireAccepted(batch.postings().getFirst()))
                .replaceWithVoid();
    }

    /** Without its money the account is not opened: the failure takes the transaction back. */
    private static void requireAccepted(Posting posting) {
        if (posting instanceof Posting.Refused refused) {
            throw PostingProblems.of(refused.refusal());
        }
    }

    private Uni<Void> leaveEmpty(OutboxTransaction tx, Caller caller, Opening opening, UUID id) {
        return accounts.find(tx.connection(), id)
                .map(state -> state.orElseThrow().account())
                .map(account -> emptyOpening(account, opening, caller))
                .flatMap(empty -> transactions.insert(tx.connection(), empty))
                .flatMap(transaction -> tx.publish(List.of(openedEmpty(transaction))));
    }

    private static NewTransaction emptyOpening(Account account, Opening opening, Caller caller) {
        return new NewTransaction(
                TransactionIds.next(),
                TransactionType.ACCOUNT_OPENING,
                TransactionStatus.SUCCESS,
                0,
                account,
                opening.systemAccountId(),
                caller.userId(),
                null,
                null);
    }

    private static BalanceUpdated openedEmpty(Transaction transaction) {
        Account account = transaction.account();
        BigDecimal nothing = account.asset().toDecimal(0);
        return new BalanceUpdated(
                account.owner().id(),
                account.owner().type().wireName(),
                account.id(),
                account.asset().code(),
                0,
                nothing,
                nothing,
                transaction.id(),
                transaction.type().wireName(),
                nothing,
                transaction.createdAt());
    }

    /** The caller may see the account, or could not have asked for it. */
    private Uni<Answer> exists(SqlConnection connection, Opening opening) {
        return accounts.ofOwner(
                        connection,
                        opening.owner(),
                        opening.type(),
                        opening.asset().code())
                .map(Optional::orElseThrow)
                .map(AccountState::account)
                .map(account -> Problems.builder(ProblemCode.ACCOUNT_EXISTS)
                        .with("accountId", account.id())
                        .build())
                .map(problem -> answers.refused(problem, PATH));
    }
}
