package io.ballast.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A sealed block fits its transactions and nothing else. */
class CheckedBlockTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final UUID ID = UUID.fromString("019b0000-0000-7000-8000-000000000001");
    private static final UUID FROM = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID TO = UUID.fromString("f1111111-1111-4111-8111-111111111111");
    private static final SaltKey KEY = new SaltKey(new byte[Hash.LENGTH]);
    private static final SealedTransaction TRANSACTION = transaction(ID, "transfer", 2, NOW, debit(7, -2550, 7450));
    private static final SealedBlock BLOCK = SealedBlock.after(
            new ChainHead("default", KEY, Position.START, 100, 4, MerkleTree.leaf(new byte[0]), NOW),
            List.of(TRANSACTION));

    /** Receipts that were given out must stay valid: this hash may never change. */
    @Test
    void givenATransaction_whenItIsHashed_thenTheFormIsTheOneThatReceiptsWereMadeOf() {
        assertEquals(
                "47dd377d2469f7a18439b4ef0664781e0362e9a5c592088a4310e4e440fb264c",
                BLOCK.leaves().getFirst().hex());
        assertEquals(
                "1e637662ee59e5b96b7290da77245e55eb2d1400a5a8ba390a125509610eceb9",
                BLOCK.block().hash().hex());
    }

    @Test
    void givenEntriesInAnotherOrder_whenTheyAreSealed_thenTheHashIsTheSame() {
        SealedTransaction turned = new SealedTransaction(
                "default", ID, "transfer", "USD", 2, NOW, List.of(credit(), debit(7, -2550, 7450)));

        assertEquals(BLOCK.leaves(), SealedBlock.leaves(List.of(turned), KEY));
    }

    @Test
    void givenAnyFieldOfATransaction_whenItDiffers_thenTheBlockDoesNotFit() {
        assertEquals(Optional.empty(), check(TRANSACTION));
        for (SealedTransaction changed : List.of(
                transaction(UUID.randomUUID(), "transfer", 2, NOW, debit(7, -2550, 7450)),
                transaction(ID, "payment", 2, NOW, debit(7, -2550, 7450)),
                transaction(ID, "transfer", 3, NOW, debit(7, -2550, 7450)),
                transaction(ID, "transfer", 2, NOW.plusNanos(1000), debit(7, -2550, 7450)),
                transaction(ID, "transfer", 2, NOW, debit(8, -2550, 7450)),
                transaction(ID, "transfer", 2, NOW, debit(7, -2551, 7450)),
                transaction(ID, "transfer", 2, NOW, debit(7, -2550, 7451)),
                new SealedTransaction("acme", ID, "transfer", "USD", 2, NOW, TRANSACTION.entries()),
                new SealedTransaction("default", ID, "transfer", "EUR", 2, NOW, TRANSACTION.entries()),
                new SealedTransaction("default", ID, "transfer", "USD", 2, NOW, List.of(credit())))) {
            assertEquals(Optional.of(BlockMismatch.TRANSACTIONS), check(changed), changed.toString());
        }
        assertEquals(Optional.of(BlockMismatch.TRANSACTIONS), check());
        assertEquals(Optional.of(BlockMismatch.TRANSACTIONS), check(TRANSACTION, TRANSACTION));
    }

    @Test
    void givenABlock_whenItsOwnRowWasChanged_thenThatIsSeen() {
        Block block = BLOCK.block();
        Block recounted =
                new Block("default", 5, block.previousHash(), block.root(), 2, block.sealedAt(), block.hash());
        Block moved = Block.of("default", 5, Hash.NONE, block.root(), 1, block.sealedAt());
        Block otherRoot = Block.of("default", 5, block.previousHash(), Hash.NONE, 1, block.sealedAt());

        assertEquals(Optional.of(BlockMismatch.HEADER), check(recounted));
        assertEquals(Optional.of(BlockMismatch.CHAIN), check(moved));
        assertEquals(Optional.of(BlockMismatch.LEAVES), check(otherRoot));
        assertNotEquals(block.hash(), moved.hash());
    }

    @Test
    void givenEntriesThatAreExported_whenTheBlockIsChecked_thenOnlyItselfIs() {
        SealedTransaction withoutEntries = new SealedTransaction("default", ID, "transfer", "USD", 2, NOW, List.of());
        Hash before = BLOCK.block().previousHash();

        assertEquals(Optional.empty(), new CheckedBlock(BLOCK, before, List.of(withoutEntries), true, KEY).mismatch());
        assertEquals(
                Optional.of(BlockMismatch.CHAIN),
                new CheckedBlock(BLOCK, Hash.NONE, List.of(withoutEntries), true, KEY).mismatch());
    }

    private static Optional<BlockMismatch> check(SealedTransaction... found) {
        return new CheckedBlock(BLOCK, BLOCK.block().previousHash(), List.of(found), false, KEY).mismatch();
    }

    private static Optional<BlockMismatch> check(Block changed) {
        SealedBlock sealed = new SealedBlock(changed, BLOCK.leaves());
        return new CheckedBlock(sealed, BLOCK.block().previousHash(), List.of(TRANSACTION), false, KEY).mismatch();
    }

    private static SealedTransaction transaction(UUID id, String type, int scale, Instant at, SealedEntry debit) {
        return new SealedTransaction("default", id, type, "USD", scale, at, List.of(debit, credit()));
    }

    private static SealedEntry debit(long version, long amount, long balanceAfter) {
        return new SealedEntry(FROM, version, amount, balanceAfter);
    }

    private static SealedEntry credit() {
        return new SealedEntry(TO, 3, 2550, 12550);
    }
}
