package io.ballast.ledger.archive;

import java.time.Instant;
import java.util.UUID;

/**
 * An entry as it stands in an exported file.
 *
 * @param amount smallest units, never zero
 * @param balanceAfter smallest units
 * @param createdAt to the microsecond
 */
record ArchivedEntry(
        UUID accountId,
        String asset,
        long version,
        UUID transactionId,
        long amount,
        long balanceAfter,
        Instant createdAt) {

    /**
     * The entry as a line of JSON, without its end. The order of its fields is part of the form: the hash of a month is made
     * of these bytes.
     */
    String line() {
        return "{\"accountId\":\"" + accountId + "\",\"asset\":\"" + asset + "\",\"version\":" + version
                + ",\"transactionId\":\"" + transactionId + "\",\"amount\":" + amount + ",\"balanceAfter\":"
                + balanceAfter + ",\"createdAt\":\"" + createdAt + "\"}";
    }
}
