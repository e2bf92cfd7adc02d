package io.ballast.ledger.transaction;

import io.ballast.ledger.account.Account;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What the user sees of a movement of money, done or asked for.
 *
 * @param amount smallest units, signed as {@code account} sees it
 * @param account whose transaction it is
 * @param counterparty the account at the other end
 * @param userId who asked for it
 * @param processedBy who decided it, or null
 * @param reference what the user wrote to it, or null
 * @param reason why it failed, a stable code, or null
 * @param metadata what its kind tells more of
 * @param reversalOf the transaction that it takes back, or null
 * @param expiresAt when it fails by itself if it is still pending, or null
 * @param completedAt null while it is pending
 */
public record Transaction(
        UUID id,
        TransactionType type,
        TransactionStatus status,
        long amount,
        Account account,
        Account counterparty,
        String userId,
        String processedBy,
        String reference,
        String reason,
        Map<String, Object> metadata,
        UUID reversalOf,
        Instant expiresAt,
        Instant createdAt,
        Instant completedAt) {

    public BigDecimal decimalAmount() {
        return account.asset().toDecimal(amount);
    }

    /** The same transaction as the account at the other end sees it. */
    public Transaction fromTheOtherEnd() {
        return new Transaction(
                id,
                type,
                status,
                Math.negateExact(amount),
                counterparty,
                account,
                userId,
                processedBy,
                reference,
                reason,
                metadata,
                reversalOf,
                expiresAt,
                createdAt,
                completedAt);
    }

    /**
     * The same transaction, no longer pending.
     *
     * @param why a stable code if it failed, or null
     */
    public Transaction decided(TransactionStatus decision, String decidedBy, String why, Instant decidedAt) {
        return new Transaction(
                id,
                type,
                decision,
                amount,
                account,
                counterparty,
                userId,
                decidedBy,
                reference,
                why,
                metadata,
                reversalOf,
                expiresAt,
                createdAt,
                decidedAt);
    }
}
