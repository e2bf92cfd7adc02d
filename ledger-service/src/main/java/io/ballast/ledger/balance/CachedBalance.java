package io.ballast.ledger.balance;

import java.math.BigDecimal;

/**
 * The reference's answer.
 *
 * @param cached true if it came from Redis, false if from the database
 */
public record CachedBalance(BigDecimal balance, boolean cached) {}
