package io.ballast.ledger.receipt;

import java.time.Instant;
import java.util.List;

/** A block with the hashes of its transactions, in order. */
record SealedBlock(Block block, List<Hash> leaves) {

    /**
     * Seals transactions behind those of the chain's last block.
     *
     * @param transactions at least one, in order
     */
    static SealedBlock after(ChainHead head, List<SealedTransaction> transactions) {
        List<Hash> leaves = leaves(transactions, head.saltKey());
        Hash root = MerkleTree.of(leaves).root();
        Instant at = head.now();
        Block block = Block.of(head.tenant(), head.lastNumber() + 1, head.lastHash(), root, leaves.size(), at);
        return new SealedBlock(block, leaves);
    }

    /** The hashes of the transactions under that key. */
    static List<Hash> leaves(List<SealedTransaction> transactions, SaltKey key) {
        Salts salts = key.salts();
        return transactions.stream()
                .map(transaction -> CanonicalForm.leaf(transaction, salts))
                .toList();
    }
}
