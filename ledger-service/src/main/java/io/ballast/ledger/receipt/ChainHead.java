package io.ballast.ledger.receipt;

import java.time.Instant;

/**
 * How far a tenant's chain has come.
 *
 * @param sealed everything up to there is sealed
 * @param completeBelow no transaction that is yet to come to light was completed by a database transaction before this one
 * @param lastNumber the number of the last block, 0 before the first
 * @param now the database's clock, and not before the last block
 */
record ChainHead(
        String tenant,
        SaltKey saltKey,
        Position sealed,
        long completeBelow,
        long lastNumber,
        Hash lastHash,
        Instant now) {

    /** Database transactions have begun to be counted anew since the last block: as they are, their numbers tell no order. */
    boolean isAheadOfTheDatabase() {
        return sealed.xid() >= completeBelow;
    }
}
