package io.ballast.ledger.transfer;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.asset.AmountRules.Sign;
import io.ballast.ledger.asset.AssetAmount;
import io.ballast.ledger.asset.RequestedAmounts;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.tenant.TenantReads;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Moves money between two accounts of owners. Who pays must be the caller or, for staff, anyone; the system's accounts take
 * part in no transfer.
 */
@ApplicationScoped
class Transfers {

    static final String PATH = "/v1/transfers";

    private final TenantReads reads;
    private final Accounts accounts;
    private final PostTransfers postTransfers;

    Transfers(TenantReads reads, Accounts accounts, PostTransfers postTransfers) {
        this.reads = reads;
        this.accounts = accounts;
        this.postTransfers = postTransfers;
    }

    Uni<Answer> move(Caller caller, Claim claim, TransferRequest request) {
        Set<UUID> ends = Set.copyOf(List.of(request.fromAccountId(), request.toAccountId()));
        return reads.read(caller.tenant(), connection -> accounts.findAll(connection, ends))
                .map(states -> transfer(caller, request, states))
                .map(transfer -> new PostingRequest(caller, claim, transfer, PATH))
                .flatMap(postTransfers::post);
    }

    private static Transfer transfer(Caller caller, TransferRequest request, List<AccountState> states) {
        Account from = require(states, request.fromAccountId(), account -> AccountAccess.allows(caller, account));
        Account to = require(states, request.toAccountId(), account -> true);
        AssetAmount amount = RequestedAmounts.read(request.amount(), from.asset(), Sign.POSITIVE);
        return new Transfer(
                TransactionIds.next(),
                TransactionType.TRANSFER,
                from.id(),
                to.id(),
                amount.units(),
                caller.userId(),
                null,
                request.reference());
    }

    private static Account require(List<AccountState> states, UUID id, Predicate<Account> usable) {
        return states.stream()
                .map(AccountState::account)
                .filter(account -> account.id().equals(id))
                .filter(account -> !account.isSystem())
                .filter(usable)
                .findFirst()
                .orElseThrow(() -> Problems.of(ProblemCode.ACCOUNT_NOT_FOUND, "No account " + id));
    }
}
