package io.ballast.ledger.transfer;

import io.ballast.ledger.account.AccountDirectory;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Moves money between two accounts of owners. */
@ApplicationScoped
class Transfers {

    static final String PATH = "/v1/transfers";

    private final AccountDirectory directory;
    private final TransferBatcher batcher;

    Transfers(AccountDirectory directory, TransferBatcher batcher) {
        this.directory = directory;
        this.batcher = batcher;
    }

    Uni<Answer> move(Caller caller, Claim claim, TransferDraft draft) {
        return directory
                .find(caller.tenant(), draft.accountIds())
                .map(accounts -> TransferDrafts.read(caller, draft, accounts))
                .flatMap(transfer -> batcher.post(caller, claim, PATH, transfer));
    }
}
