package io.ballast.ledger.transaction;

import io.ballast.ledger.account.Account;
import java.math.BigDecimal;
import java.time.Instant;
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
                createdAt,
                completedAt);
    }

    /** The same transaction, no longer pending. */
    public Transaction decided(TransactionStatus decision, String decidedBy, Instant decidedAt) {
        return new Transaction(
                id, type, decision, amount, account, counterparty, userId, decidedBy, reference, createdAt, decidedAt);
    }
}
