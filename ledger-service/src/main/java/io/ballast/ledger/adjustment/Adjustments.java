package io.ballast.ledger.adjustment;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.account.AccountDirectory;
import io.ballast.ledger.account.SystemAccounts;
import io.ballast.ledger.asset.AmountRules.Sign;
import io.ballast.ledger.asset.AssetAmount;
import io.ballast.ledger.asset.RequestedAmounts;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transfer.Transfer;
import io.ballast.ledger.transfer.TransferBatcher;
import io.ballast.ledger.transfer.TransferNote;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Corrects what accounts hold, against the system's account; limits and states hold as for every movement. */
@ApplicationScoped
class Adjustments {

    static final String PATH = "/v1/transactions/adjustments";

    private static final String REASON = "reason";

    private final AccountDirectory directory;
    private final SystemAccounts systemAccounts;
    private final TransferBatcher batcher;

    Adjustments(AccountDirectory directory, SystemAccounts systemAccounts, TransferBatcher batcher) {
        this.directory = directory;
        this.systemAccounts = systemAccounts;
        this.batcher = batcher;
    }

    Uni<Answer> adjust(Caller caller, Claim claim, AdjustmentRequest request) {
        return directory
                .find(caller.tenant(), List.of(request.accountId()))
                .map(found -> usable(caller, found, request.accountId()))
                .flatMap(account -> transfer(caller, account, request))
                .flatMap(transfer -> batcher.post(caller, claim, PATH, transfer));
    }

    private static Account usable(Caller caller, Map<UUID, Account> found, UUID id) {
        Account account = found.get(id);
        if (account == null || account.isSystem()) {
            throw Problems.of(ProblemCode.ACCOUNT_NOT_FOUND, "No account " + id);
        }
        if (AccountAccess.isOwner(caller, account)) {
            throw Problems.of(ProblemCode.OWN_ACCOUNT);
        }
        return account;
    }

    private Uni<Transfer> transfer(Caller caller, Account account, AdjustmentRequest request) {
        Sign sign = request.amount().text().startsWith("-") ? Sign.NEGATIVE : Sign.POSITIVE;
        AssetAmount amount = RequestedAmounts.read(request.amount(), account.asset(), sign);
        TransferNote note =
                TransferNote.askedBy(caller.userId(), request.reference()).with(Map.of(REASON, request.reason()));
        return systemAccounts
                .of(caller.tenant(), account.asset().code())
                .map(system -> transfer(account.id(), system, sign, amount.units(), note));
    }

    private static Transfer transfer(UUID account, UUID system, Sign sign, long units, TransferNote note) {
        UUID from = sign == Sign.NEGATIVE ? account : system;
        UUID to = sign == Sign.NEGATIVE ? system : account;
        return Transfer.of(TransactionIds.next(), TransactionType.ADJUSTMENT, from, to, units, note);
    }
}
