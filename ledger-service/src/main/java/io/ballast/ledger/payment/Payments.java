package io.ballast.ledger.payment;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.SystemAccounts;
import io.ballast.ledger.account.VisibleAccounts;
import io.ballast.ledger.asset.AmountRules.Sign;
import io.ballast.ledger.asset.AssetAmount;
import io.ballast.ledger.asset.RequestedAmounts;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transfer.PostTransfers;
import io.ballast.ledger.transfer.PostingRequest;
import io.ballast.ledger.transfer.Transfer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Takes a payment from the caller's own account to the tenant's system account. */
@ApplicationScoped
class Payments {

    static final String PATH = "/transactions";

    private final RequestedAmounts amounts;
    private final VisibleAccounts accounts;
    private final SystemAccounts systemAccounts;
    private final PostTransfers postTransfers;

    Payments(
            RequestedAmounts amounts,
            VisibleAccounts accounts,
            SystemAccounts systemAccounts,
            PostTransfers postTransfers) {
        this.amounts = amounts;
        this.accounts = accounts;
        this.systemAccounts = systemAccounts;
        this.postTransfers = postTransfers;
    }

    Uni<Answer> pay(Caller caller, Claim claim, PaymentRequest request) {
        return amounts.read(request.amount(), request.asset(), Sign.NEGATIVE)
                .flatMap(amount -> transfer(caller, amount, request.reference()))
                .map(transfer -> new PostingRequest(caller, claim, transfer, PATH))
                .flatMap(postTransfers::post);
    }

    private Uni<Transfer> transfer(Caller caller, AssetAmount amount, String reference) {
        String asset = amount.asset().code();
        return Uni.combine()
                .all()
                .unis(accounts.ownPersonal(caller, asset), systemAccounts.of(caller.tenant(), asset))
                .with((payer, system) -> transfer(caller, payer, system, amount.units(), reference));
    }

    private static Transfer transfer(Caller caller, AccountState payer, UUID system, long units, String reference) {
        return new Transfer(
                TransactionIds.next(),
                TransactionType.PAYMENT,
                payer.account().id(),
                system,
                units,
                caller.userId(),
                null,
                reference);
    }
}
