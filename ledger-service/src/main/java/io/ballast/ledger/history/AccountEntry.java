package io.ballast.ledger.history;

import java.time.Instant;
import java.util.UUID;

/**
 * One entry of an account's history.
 *
 * @param type the wire name of what its transaction is
 * @param amount smallest units, never zero
 * @param balanceAfter smallest units
 */
record AccountEntry(long version, UUID transactionId, String type, long amount, long balanceAfter, Instant createdAt) {

    EntryCursor cursor() {
        return new EntryCursor(createdAt, version);
    }
}
