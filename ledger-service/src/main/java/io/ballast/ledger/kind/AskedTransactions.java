package io.ballast.ledger.kind;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.account.AccountDirectory;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.account.SystemAccounts;
import io.ballast.ledger.asset.AssetAmount;
import io.ballast.ledger.asset.RequestedAmounts;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transfer.Transfer;
import io.ballast.ledger.transfer.TransferBatcher;
import io.ballast.ledger.transfer.TransferNote;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Posts transactions of every kind that can be asked for, by the rules of {@link Kinds}. */
@ApplicationScoped
class AskedTransactions {

    static final String PATH = "/transactions";

    private final RequestedAmounts amounts;
    private final AccountDirectory directory;
    private final SystemAccounts systemAccounts;
    private final TransferBatcher batcher;

    AskedTransactions(
            RequestedAmounts amounts,
            AccountDirectory directory,
            SystemAccounts systemAccounts,
            TransferBatcher batcher) {
        this.amounts = amounts;
        this.directory = directory;
        this.systemAccounts = systemAccounts;
        this.batcher = batcher;
    }

    /** Nothing is read from the database that the directory knows. */
    Uni<Answer> post(Caller caller, Claim claim, TransactionRequest request) {
        Kind kind = Kinds.of(request.type());
        KindRules.mayAsk(kind, caller, request.accountId(), request.counterpartyAccountId())
                .ifPresent(AskedTransactions::refuse);
        return account(caller, request)
                .flatMap(account -> transfer(caller, kind, account, request))
                .flatMap(transfer -> batcher.post(caller, claim, PATH, transfer));
    }

    private Uni<Account> account(Caller caller, TransactionRequest request) {
        return request.accountId() == null
                ? ownPersonal(caller, request.asset())
                : named(caller, request.accountId(), account -> AccountAccess.allows(caller, account))
                        .invoke(account -> requireAsset(account, request.asset()));
    }

    private Uni<Account> ownPersonal(Caller caller, String assetCode) {
        return amounts.asset(caller.tenant(), assetCode)
                .flatMap(asset -> directory.ofOwner(
                        caller.tenant(), Owner.user(caller.userId()), AccountType.PERSONAL, asset.code()))
                .onItem()
                .ifNull()
                .failWith(() -> Problems.of(ProblemCode.ACCOUNT_NOT_FOUND));
    }

    private Uni<Account> named(Caller caller, UUID id, Predicate<Account> usable) {
        return directory
                .find(caller.tenant(), List.of(id))
                .map(found -> Optional.ofNullable(found.get(id))
                        .filter(account -> !account.isSystem())
                        .filter(usable)
                        .orElseThrow(() -> Problems.of(ProblemCode.ACCOUNT_NOT_FOUND, "No account " + id)));
    }

    private static void requireAsset(Account account, String assetCode) {
        if (assetCode != null && !assetCode.equals(account.asset().code())) {
            throw Problems.of(ProblemCode.ASSET_MISMATCH);
        }
    }

    private Uni<Transfer> transfer(Caller caller, Kind kind, Account account, TransactionRequest request) {
        AssetAmount amount = RequestedAmounts.read(request.amount(), account.asset(), kind.sign());
        Map<String, Object> metadata = metadata(kind, amount, request.toldMetadata());
        TransferNote note =
                TransferNote.askedBy(caller.userId(), request.reference()).with(metadata);
        return counterparty(caller, kind, account, request.counterpartyAccountId())
                .map(counterparty -> transfer(kind, account.id(), counterparty, amount.units(), note));
    }

    private static Map<String, Object> metadata(Kind kind, AssetAmount amount, Map<String, Object> told) {
        return switch (KindRules.metadata(kind, amount.asset().toDecimal(amount.units()), told)) {
            case KindVerdict.Fits fits -> fits.metadata();
            case KindVerdict.Unfit unfit -> throw problem(unfit);
        };
    }

    private Uni<UUID> counterparty(Caller caller, Kind kind, Account account, UUID id) {
        if (id == null) {
            KindRules.mayUse(kind, caller, account, Optional.empty()).ifPresent(AskedTransactions::refuse);
            return systemAccounts.of(caller.tenant(), account.asset().code());
        }
        return named(caller, id, any -> true)
                .invoke(found -> KindRules.mayUse(
                                kind, caller, account, Optional.of(found.owner().type()))
                        .ifPresent(AskedTransactions::refuse))
                .map(Account::id);
    }

    private static Transfer transfer(Kind kind, UUID account, UUID counterparty, long units, TransferNote note) {
        UUID from = kind.paysOut() ? account : counterparty;
        UUID to = kind.paysOut() ? counterparty : account;
        return Transfer.of(TransactionIds.next(), kind.type(), from, to, units, note);
    }

    private static void refuse(KindVerdict.Unfit unfit) {
        throw problem(unfit);
    }

    private static RuntimeException problem(KindVerdict.Unfit unfit) {
        if (unfit.field() != null) {
            return Problems.ofField(unfit.code(), unfit.field(), unfit.message());
        }
        return unfit.message() == null ? Problems.of(unfit.code()) : Problems.of(unfit.code(), unfit.message());
    }
}
