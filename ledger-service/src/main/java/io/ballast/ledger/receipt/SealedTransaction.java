package io.ballast.ledger.receipt;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * What of a transaction is sealed: all that says who paid how much to whom, and when.
 *
 * @param assetScale how many decimals the asset's smallest unit has
 * @param completedAt to the microsecond
 * @param entries in the order of their accounts' ids (as text) and of their versions
 */
record SealedTransaction(
        String tenant,
        UUID id,
        String type,
        String asset,
        int assetScale,
        Instant completedAt,
        List<SealedEntry> entries) {

    private static final Comparator<SealedEntry> ORDER = Comparator.comparing(
                    (SealedEntry entry) -> entry.accountId().toString())
            .thenComparing(SealedEntry::version);

    SealedTransaction {
        entries = entries.stream().sorted(ORDER).toList();
    }
}
