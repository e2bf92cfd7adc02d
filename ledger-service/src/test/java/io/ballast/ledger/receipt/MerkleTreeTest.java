package io.ballast.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tree is the one that RFC 9162 defines by recursion, and its paths are those that the RFC verifies. */
class MerkleTreeTest {

    private static final byte NODE = 0x01;

    static IntStream sizes() {
        return IntStream.rangeClosed(1, 70);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void givenLeaves_whenTheTreeIsMade_thenItsRootIsThatOfTheDefinition(int size) {
        assertEquals(rootByDefinition(leaves(size)), MerkleTree.of(leaves(size)).root());
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void givenALeaf_whenItsPathIsFollowed_thenItLeadsToTheRootAndFromNoOtherLeafOrPlace(int size) {
        // given
        List<Hash> leaves = leaves(size);
        MerkleTree tree = MerkleTree.of(leaves);

        for (int leaf = 0; leaf < size; leaf++) {
            // when
            List<Hash> path = tree.path(leaf);

            // then
            assertEquals(pathByDefinition(leaf, leaves), path);
            assertEquals(tree.root(), follow(leaves.get(leaf), leaf, size, path));
            for (int other = 0; other < size; other++) {
                if (other != leaf) {
                    assertNotEquals(tree.root(), follow(leaves.get(other), leaf, size, path));
                    assertNotEquals(tree.root(), follow(leaves.get(leaf), other, size, path));
                }
            }
        }
    }

    /** The test vectors that implementations of RFC 6962 share. */
    @Test
    void givenTheKnownLeaves_whenTheTreeIsMade_thenItHasTheKnownRoot() {
        List<Hash> leaves = List.of(
                        "",
                        "00",
                        "10",
                        "2021",
                        "3031",
                        "40414243",
                        "5051525354555657",
                        "606162636465666768696a6b6c6d6e6f")
                .stream()
                .map(hex -> MerkleTree.leaf(HexFormat.of().parseHex(hex)))
                .toList();

        assertEquals(
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                MerkleTree.of(leaves.subList(0, 1)).root().hex());
        assertEquals(
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
                MerkleTree.of(leaves).root().hex());
    }

    @Test
    void givenNoLeaves_whenATreeIsMade_thenThereIsNone() {
        assertThrows(IllegalArgumentException.class, () -> MerkleTree.of(List.of()));
    }

    private static List<Hash> leaves(int size) {
        return IntStream.range(0, size)
                .mapToObj(index -> MerkleTree.leaf(("leaf " + index).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static Hash rootByDefinition(List<Hash> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return Hash.sha256(
                NODE,
                rootByDefinition(leaves.subList(0, split)),
                rootByDefinition(leaves.subList(split, leaves.size())));
    }

    private static List<Hash> pathByDefinition(int leaf, List<Hash> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        List<Hash> left = leaves.subList(0, split);
        List<Hash> right = leaves.subList(split, leaves.size());
        boolean isLeft = leaf < split;
        List<Hash> path =
                new ArrayList<>(isLeft ? pathByDefinition(leaf, left) : pathByDefinition(leaf - split, right));
        path.add(isLeft ? rootByDefinition(right) : rootByDefinition(left));
        return path;
    }

    /** RFC 9162, section 2.1.3.2; null if the path has not the length that the place asks for. */
    private static Hash follow(Hash leaf, int index, int size, List<Hash> path) {
        int position = index;
        int last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return null;
            }
            if ((position & 1) == 1 || position == last) {
                hash = Hash.sha256(NODE, sibling, hash);
                while ((position & 1) == 0 && position != 0) {
                    position >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.sha256(NODE, hash, sibling);
            }
            position >>= 1;
            last >>= 1;
        }
        return last == 0 ? hash : null;
    }
}
