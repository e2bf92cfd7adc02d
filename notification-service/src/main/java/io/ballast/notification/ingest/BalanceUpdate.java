package io.ballast.notification.ingest;

import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.events.ledger.TransactionFailed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A message of the channel {@code balance:updates}: the reference's {@code BalanceUpdateEvent}, its fields and no others,
 * in its order. Fields without a value are left out, as the reference's optional ones.
 *
 * @param newBalance the balance after the event; for an event that changed none, the balance of that moment, which only a
 *     failed transaction's event does not tell
 */
record BalanceUpdate(
        String event,
        String userId,
        BigDecimal newBalance,
        BigDecimal previousBalance,
        UUID transactionId,
        String transactionType,
        BigDecimal amount,
        Instant timestamp) {

    static BalanceUpdate of(BalanceUpdated data) {
        return new BalanceUpdate(
                data.eventType().wireName(),
                data.userId(),
                data.newBalance(),
                data.previousBalance(),
                data.transactionId(),
                data.transactionType(),
                data.amount(),
                data.timestamp());
    }

    static BalanceUpdate of(TransactionCompleted data) {
        return new BalanceUpdate(
                data.eventType().wireName(),
                data.userId(),
                data.newBalance(),
                null,
                data.transactionId(),
                data.transactionType(),
                data.amount(),
                data.timestamp());
    }

    /** @param balance the account's last known balance, or null */
    static BalanceUpdate of(TransactionFailed data, BigDecimal balance) {
        return new BalanceUpdate(
                data.eventType().wireName(),
                data.userId(),
                balance,
                null,
                data.transactionId(),
                data.transactionType(),
                data.amount(),
                data.timestamp());
    }

    static BalanceUpdate of(BalanceInsufficient data) {
        return new BalanceUpdate(
                data.eventType().wireName(),
                data.userId(),
                data.currentBalance(),
                null,
                null,
                data.transactionType(),
                data.requiredAmount(),
                data.timestamp());
    }
}
