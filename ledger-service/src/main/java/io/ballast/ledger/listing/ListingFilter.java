package io.ballast.ledger.listing;

import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Which transactions are asked for; each part is null if it does not matter.
 *
 * @param from not before this time
 * @param to before this time
 */
record ListingFilter(
        UUID accountId, TransactionType type, TransactionStatus status, Instant from, Instant to, String reference) {

    /** Tells the filter from others, so that no cursor is used with another filter than it was made for. */
    int fingerprint() {
        return Objects.hash(
                Objects.toString(accountId),
                type == null ? "" : type.wireName(),
                status == null ? "" : status.wireName(),
                Objects.toString(from),
                Objects.toString(to),
                Objects.toString(reference));
    }
}
