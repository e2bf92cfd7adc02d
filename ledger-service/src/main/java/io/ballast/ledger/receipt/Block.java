package io.ballast.ledger.receipt;

import java.time.Instant;

/**
 * The head of a block: what is published.
 *
 * @param number from 1, without gaps
 * @param previousHash the hash of the block before; zeros for the first
 * @param root the root of the tree over the block's transactions
 * @param count how many transactions it holds
 * @param sealedAt to the microsecond
 * @param hash of all of the above: it stands for this block and all before it
 */
record Block(String tenant, long number, Hash previousHash, Hash root, int count, Instant sealedAt, Hash hash) {

    /** The block of that tree, after that one. */
    static Block of(String tenant, long number, Hash previousHash, Hash root, int count, Instant sealedAt) {
        Hash hash = CanonicalForm.hash(tenant, number, previousHash, root, count, sealedAt);
        return new Block(tenant, number, previousHash, root, count, sealedAt, hash);
    }

    /** Whether its hash is that of its fields. */
    boolean isIntact() {
        return hash.equals(CanonicalForm.hash(tenant, number, previousHash, root, count, sealedAt));
    }
}
