package io.ballast.ledger.transfer;

import io.ballast.ledger.asset.RequestedAmount;
import java.util.List;
import java.util.UUID;

/**
 * A transfer between two accounts of owners as a client asks for it.
 *
 * @param reference what both ends may read, or null
 */
public record TransferDraft(UUID fromAccountId, UUID toAccountId, RequestedAmount amount, String reference) {

    public List<UUID> accountIds() {
        return List.of(fromAccountId, toAccountId);
    }
}
