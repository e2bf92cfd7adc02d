package io.ballast.ledger.receipt;

/** What about a block is not as it was sealed. */
enum BlockMismatch {
    /** A block of this number should be there. */
    MISSING,
    /** The block's hash is not that of its fields. */
    HEADER,
    /** The block before it has another hash than this one says. */
    CHAIN,
    /** The block's root is not that of its leaves. */
    LEAVES,
    /** The database's transactions are not those that were sealed. */
    TRANSACTIONS
}
