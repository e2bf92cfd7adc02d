package io.ballast.ledger.receipt;

import java.util.List;
import java.util.Optional;

/**
 * A block and what it claims to be about.
 *
 * @param previousHash the hash of the block before, zeros for the first
 * @param transactions what the database holds where the block's transactions were
 * @param exported some of their entries are in an exported file, so that only the block itself can be checked
 */
record CheckedBlock(
        SealedBlock sealed,
        Hash previousHash,
        List<SealedTransaction> transactions,
        boolean exported,
        SaltKey saltKey) {

    /** What is not as it was sealed; empty if nothing is. */
    Optional<BlockMismatch> mismatch() {
        Block block = sealed.block();
        if (!block.isIntact()) {
            return Optional.of(BlockMismatch.HEADER);
        }
        if (!block.previousHash().equals(previousHash)) {
            return Optional.of(BlockMismatch.CHAIN);
        }
        if (sealed.leaves().size() != block.count()
                || !MerkleTree.of(sealed.leaves()).root().equals(block.root())) {
            return Optional.of(BlockMismatch.LEAVES);
        }
        return exported || SealedBlock.leaves(transactions, saltKey).equals(sealed.leaves())
                ? Optional.empty()
                : Optional.of(BlockMismatch.TRANSACTIONS);
    }
}
