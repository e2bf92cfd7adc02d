package io.ballast.ledger.transaction;

import io.ballast.ledger.account.Account;
import java.time.Duration;
import java.util.UUID;

/**
 * A transaction without entries, to be recorded.
 *
 * @param amount smallest units, signed as {@code account} sees it; 0 only if nothing was moved
 * @param userId who asked for it
 * @param reference what the user wrote to it, or null
 * @param expiresIn how long it can be decided, if it is pending; null for ever
 */
public record NewTransaction(
        UUID id,
        TransactionType type,
        TransactionStatus status,
        long amount,
        Account account,
        UUID counterpartyId,
        String userId,
        String reference,
        Duration expiresIn) {}
