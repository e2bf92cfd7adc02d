package io.ballast.ledger.hold;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.account.AccountDirectory;
import io.ballast.ledger.account.SystemAccounts;
import io.ballast.ledger.asset.AmountRules.Sign;
import io.ballast.ledger.asset.RequestedAmounts;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.TransactionIds;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Reads what is asked to be held back. Whose account it is must be the caller's or, for staff, anyone's; the system's account
 * keeps nothing back and is paid by a hold that names nobody.
 */
@ApplicationScoped
class HoldDrafts {

    private static final String PAYEE = "toAccountId";

    private final AccountDirectory directory;
    private final SystemAccounts systemAccounts;

    HoldDrafts(AccountDirectory directory, SystemAccounts systemAccounts) {
        this.directory = directory;
        this.systemAccounts = systemAccounts;
    }

    /** The draft; fails with a problem if the caller may not ask for it, or it can not be read. */
    Uni<HoldDraft> read(Caller caller, HoldRequest request) {
        requireForm(request);
        List<UUID> ids = Stream.ofNullable(request.toAccountId()).toList();
        return directory
                .find(
                        caller.tenant(),
                        Stream.concat(Stream.of(request.accountId()), ids.stream())
                                .toList())
                .flatMap(accounts -> read(caller, request, accounts));
    }

    private static List<UUID> accountIds(HoldRequest request) {
        return Stream.of(request.accountId(), request.toAccountId())
                .filter(Objects::nonNull)
                .toList();
    }

    private static void requireForm(HoldRequest request) {
        if (request.expiresIn() != null && request.expiresAt() != null) {
            throw Problems.ofField(ProblemCode.INVALID_REQUEST, "expiresAt", "must not stand beside expiresIn");
        }
        if (request.toAccountId() == null && HoldRules.needsPayee(request.transactionType())) {
            throw Problems.ofField(ProblemCode.INVALID_REQUEST, PAYEE, "must be given for a " + request.type());
        }
    }

    private Uni<HoldDraft> read(Caller caller, HoldRequest request, Map<UUID, Account> accounts) {
        Account payer = require(accounts, request.accountId());
        if (!AccountAccess.allows(caller, payer)) {
            throw unknown(payer.id());
        }
        long units = RequestedAmounts.read(request.amount(), payer.asset(), Sign.POSITIVE)
                .units();
        return payeeId(caller, request, payer, accounts).map(payee -> draft(caller, request, payee, units));
    }

    private Uni<UUID> payeeId(Caller caller, HoldRequest request, Account payer, Map<UUID, Account> accounts) {
        if (request.toAccountId() == null) {
            return systemAccounts.of(caller.tenant(), payer.asset().code());
        }
        Account payee = require(accounts, request.toAccountId());
        if (!HoldRules.fits(request.transactionType(), payee.owner().type())) {
            throw Problems.ofField(ProblemCode.INVALID_REQUEST, PAYEE, "must not be a user's for a " + request.type());
        }
        return Uni.createFrom().item(payee.id());
    }

    private static HoldDraft draft(Caller caller, HoldRequest request, UUID payeeId, long units) {
        return new HoldDraft(
                TransactionIds.next(),
                request.transactionType(),
                request.accountId(),
                payeeId,
                units,
                request.expiresIn() == null ? null : Duration.ofSeconds(request.expiresIn()),
                request.expiresAt(),
                caller.userId(),
                request.reference());
    }

    private static Account require(Map<UUID, Account> accounts, UUID id) {
        Account account = accounts.get(id);
        if (account == null || account.isSystem()) {
            throw unknown(id);
        }
        return account;
    }

    private static RuntimeException unknown(UUID id) {
        return Problems.of(ProblemCode.ACCOUNT_NOT_FOUND, "No account " + id);
    }
}
