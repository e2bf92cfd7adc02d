package io.ballast.ledger.transfer;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountAccess;
import io.ballast.ledger.asset.AmountRules.Sign;
import io.ballast.ledger.asset.AssetAmount;
import io.ballast.ledger.asset.RequestedAmounts;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import java.util.Map;
import java.util.UUID;

/**
 * Reads drafts of transfers. Who pays must be the caller or, for staff, anyone; the system's accounts take part in no
 * transfer.
 */
public final class TransferDrafts {

    private TransferDrafts() {}

    /**
     * The transfer to be posted.
     *
     * @param accounts those of the draft's accounts that exist
     * @throws io.quarkiverse.resteasy.problem.HttpProblem if the caller may not ask for it, or the amount can not be used
     */
    public static Transfer read(Caller caller, TransferDraft draft, Map<UUID, Account> accounts) {
        Account from = require(accounts, draft.fromAccountId());
        Account to = require(accounts, draft.toAccountId());
        if (!AccountAccess.allows(caller, from)) {
            throw unknown(from.id());
        }
        AssetAmount payable = RequestedAmounts.read(draft.amount(), from.asset(), Sign.POSITIVE);
        return Transfer.of(
                TransactionIds.next(),
                TransactionType.TRANSFER,
                from.id(),
                to.id(),
                payable.units(),
                TransferNote.askedBy(caller.userId(), draft.reference()));
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
