package io.ballast.ledger.transaction;

import io.ballast.ledger.account.Account;
import java.util.UUID;

/**
 * A transaction without entries, to be recorded.
 *
 * @param amount smallest units, signed as {@code account} sees it; 0 only if nothing was moved
 * @param userId who asked for it
 */
public record NewTransaction(
        UUID id,
        TransactionType type,
        TransactionStatus status,
        long amount,
        Account account,
        UUID counterpartyId,
        String userId) {}
