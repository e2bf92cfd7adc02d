package io.ballast.ledger.payment;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountDirectory;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Owner;
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
import java.util.UUID;

/** Takes a payment from the caller's own account to the tenant's system account. */
@ApplicationScoped
class Payments {

    static final String PATH = "/transactions";

    private final RequestedAmounts amounts;
    private final AccountDirectory directory;
    private final SystemAccounts systemAccounts;
    private final TransferBatcher batcher;

    Payments(
            RequestedAmounts amounts,
            AccountDirectory directory,
            SystemAccounts systemAccounts,
            TransferBatcher batcher) {
        this.amounts = amounts;
        this.directory = directory;
        this.systemAccounts = systemAccounts;
        this.batcher = batcher;
    }

    Uni<Answer> pay(Caller caller, Claim claim, PaymentRequest request) {
        return amounts.read(caller.tenant(), request.amount(), request.asset(), Sign.NEGATIVE)
                .flatMap(amount -> transfer(caller, amount, request.reference()))
                .flatMap(transfer -> batcher.post(caller, claim, PATH, transfer));
    }

    private Uni<Transfer> transfer(Caller caller, AssetAmount amount, String reference) {
        String asset = amount.asset().code();
        return Uni.combine()
                .all()
                .unis(ownPersonal(caller, asset), systemAccounts.of(caller.tenant(), asset))
                .with((payer, system) -> transfer(caller, payer, system, amount.units(), reference));
    }

    private Uni<Account> ownPersonal(Caller caller, String asset) {
        return directory
                .ofOwner(caller.tenant(), Owner.user(caller.userId()), AccountType.PERSONAL, asset)
                .onItem()
                .ifNull()
                .failWith(() -> Problems.of(ProblemCode.ACCOUNT_NOT_FOUND));
    }

    private static Transfer transfer(Caller caller, Account payer, UUID system, long units, String reference) {
        return Transfer.of(
                TransactionIds.next(),
                TransactionType.PAYMENT,
                payer.id(),
                system,
                units,
                TransferNote.askedBy(caller.userId(), reference));
    }
}
