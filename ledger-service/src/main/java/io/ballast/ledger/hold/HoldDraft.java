package io.ballast.ledger.hold;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.transaction.TransactionType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A hold as it was asked for, before anything was decided about it.
 *
 * @param units smallest units, positive
 * @param expiresIn how long it is to last, or null
 * @param expiresAt when it is to end, or null
 */
record HoldDraft(
        UUID id,
        TransactionType type,
        UUID accountId,
        UUID payeeId,
        long units,
        Duration expiresIn,
        Instant expiresAt,
        String userId,
        String reference) {

    List<UUID> accountIds() {
        return List.of(accountId, payeeId);
    }

    /** The hold that it becomes, made when its payer's state was read. */
    Hold placed(AccountState payer, AccountState payee, Instant expiry) {
        return new Hold(
                id,
                type,
                HoldStatus.OPEN,
                units,
                0,
                payer.account(),
                payee.account(),
                userId,
                reference,
                payer.asOf(),
                expiry,
                null,
                payer.asOf());
    }
}
