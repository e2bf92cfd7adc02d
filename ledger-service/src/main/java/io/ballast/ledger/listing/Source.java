package io.ballast.ledger.listing;

import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import java.util.EnumSet;
import java.util.Set;

/** Where a list's transactions are found in their order: each is one index, walked from a place on. */
enum Source {
    /** The entries of accounts, and what of the accounts has none. */
    ACCOUNTS,
    /** A tenant's transactions of one reference. */
    REFERENCE,
    /** A tenant's transactions of one status that is not success. */
    STATUS,
    /** A tenant's transactions of one rare type. */
    TYPE,
    /** All transactions of a tenant. */
    TENANT;

    /** The types of which there is no index: every posting of theirs would have to maintain it. */
    static final Set<TransactionType> COMMON = EnumSet.of(TransactionType.TRANSFER, TransactionType.PAYMENT);

    /** The one that leads past the fewest rows which do not fit. */
    static Source of(ListingFilter filter, boolean ofAccounts) {
        if (filter.reference() != null) {
            return REFERENCE;
        }
        if (ofAccounts) {
            return ACCOUNTS;
        }
        if (!mayHaveEntries(filter)) {
            return STATUS;
        }
        return filter.type() != null && !COMMON.contains(filter.type()) ? TYPE : TENANT;
    }

    /** Whether all that is found there fits, so that no row is looked at in vain. */
    boolean isExact(ListingFilter filter, boolean ofAccounts) {
        boolean timeless = filter.from() == null && filter.to() == null;
        return switch (this) {
            case ACCOUNTS -> filter.type() == null && mayHaveEntries(filter);
            case REFERENCE -> timeless && !ofAccounts && filter.type() == null && filter.status() == null;
            case STATUS -> timeless && filter.type() == null;
            case TYPE -> timeless && filter.status() == null;
            case TENANT -> timeless && filter.type() == null && filter.status() == null;
        };
    }

    /** Whether what the filter lets through can have entries: what has succeeded, and only that, has them. */
    static boolean mayHaveEntries(ListingFilter filter) {
        return filter.status() == null || filter.status() == TransactionStatus.SUCCESS;
    }

    static boolean mayHaveNoEntries(ListingFilter filter) {
        return filter.status() != TransactionStatus.SUCCESS;
    }
}
