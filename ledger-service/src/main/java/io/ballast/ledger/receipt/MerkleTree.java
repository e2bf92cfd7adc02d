package io.ballast.ledger.receipt;

import java.util.ArrayList;
import java.util.List;

/**
 * The hash tree of RFC 9162, section 2.1 (the same as of RFC 6962): leaves and nodes are hashed behind different bytes, so that
 * no node can pass for a leaf. A node without a sibling is its own parent, which gives the RFC's tree for every number of
 * leaves.
 */
final class MerkleTree {

    private static final byte LEAF = 0x00;
    private static final byte NODE = 0x01;

    /** From the leaves to the root, which is alone in the last. */
    private final List<List<Hash>> levels;

    private MerkleTree(List<List<Hash>> levels) {
        this.levels = levels;
    }

    /**
     * The tree over these leaves.
     *
     * @param leaves at least one, each made by {@link #leaf}
     */
    static MerkleTree of(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("A tree has at least one leaf");
        }
        List<List<Hash>> levels = new ArrayList<>();
        List<Hash> level = List.copyOf(leaves);
        levels.add(level);
        while (level.size() > 1) {
            level = parents(level);
            levels.add(level);
        }
        return new MerkleTree(levels);
    }

    /** The hash of a leaf's content. */
    static Hash leaf(byte[] content) {
        return Hash.sha256(LEAF, content);
    }

    Hash root() {
        return levels.getLast().getFirst();
    }

    /** What a leaf has to be hashed with, from the bottom up, to come to the root: at most one hash a level. */
    List<Hash> path(int leaf) {
        List<Hash> path = new ArrayList<>(levels.size());
        int position = leaf;
        for (List<Hash> level : levels.subList(0, levels.size() - 1)) {
            int sibling = position ^ 1;
            if (sibling < level.size()) {
                path.add(level.get(sibling));
            }
            position >>= 1;
        }
        return path;
    }

    private static List<Hash> parents(List<Hash> level) {
        List<Hash> parents = new ArrayList<>((level.size() + 1) / 2);
        for (int position = 0; position < level.size(); position += 2) {
            boolean alone = position + 1 == level.size();
            parents.add(alone ? level.get(position) : Hash.sha256(NODE, level.get(position), level.get(position + 1)));
        }
        return parents;
    }
}
