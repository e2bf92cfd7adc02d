package io.ballast.notification.state;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * The last known state of one account of a user.
 *
 * @param version the account's version in the ledger
 * @param balance in whole units of the asset, with exactly its scale
 * @param updatedAt when the balance became true, by the ledger's clock
 */
public record AccountState(UUID accountId, String asset, long version, BigDecimal balance, Instant updatedAt) {}
