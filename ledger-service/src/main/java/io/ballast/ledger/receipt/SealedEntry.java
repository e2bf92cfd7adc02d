package io.ballast.ledger.receipt;

import java.util.UUID;

/**
 * An entry as it is sealed.
 *
 * @param amount smallest units, signed
 * @param balanceAfter smallest units
 */
record SealedEntry(UUID accountId, long version, long amount, long balanceAfter) {}
