package io.ballast.ledger.receipt;

import java.util.UUID;

/**
 * A place in the order in which transactions are sealed: that of the database transactions that completed them, and of their
 * ids where one completed several. Below the oldest database transaction that still runs, the order is final.
 */
record Position(long xid, UUID id) {

    /** Before everything. */
    static final Position START = new Position(0, new UUID(0, 0));

    /** After everything that database transactions before {@code xid} completed. */
    static Position before(long xid) {
        return new Position(xid - 1, new UUID(-1, -1));
    }
}
