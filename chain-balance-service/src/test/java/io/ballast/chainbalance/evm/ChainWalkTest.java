package io.ballast.chainbalance.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ballast.chainbalance.credit.BlockId;
import io.ballast.chainbalance.credit.Cursor;
import io.ballast.chainbalance.provider.RpcException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Going along a chain that is held in memory: each block's hash is its branch and its height, and each has one transfer. */
class ChainWalkTest {

    private final Chain chain = new Chain();

    @Test
    void givenNewBlocks_whenWalked_thenEachIsReadByItsHash() throws RpcException {
        // given
        chain.grow("a", 0, 5);

        // when
        Step.Forward step = forward(next(2));

        // then
        assertEquals(List.of("a3", "a4", "a5"), hashes(step));
        assertEquals(List.of("a3", "a4", "a5"), transfers(step));
        assertEquals(OptionalLong.empty(), step.takenBack());
        assertEquals(0, chain.rangesRead);
        assertInstanceOf(Step.UpToDate.class, next(5));
    }

    @Test
    void givenManyOldBlocks_whenWalked_thenTheyAreReadInSpansThatKeepAwayFromTheHead() throws RpcException {
        // given
        chain.grow("a", 0, 1000);

        // when
        Step.Forward first = forward(walk(300).next(Cursor.at(2, "a2")));
        Step.Forward last = forward(walk(3000).next(Cursor.at(2, "a2")));

        // then
        assertEquals(List.of("a302"), hashes(first));
        assertEquals(300, first.transfers().size());
        assertEquals(List.of("a984"), hashes(last));
        assertEquals(List.of("a985", "a986"), hashes(forward(next(984))).subList(0, 2));
    }

    @Test
    void givenANodeThatRefusesLongSpans_whenWalked_thenTheyAreHalvedUntilItObeys() throws RpcException {
        // given
        chain.grow("a", 0, 1000);
        chain.longestRange = 100;

        // when
        Step.Forward step = forward(next(0));

        // then
        assertEquals(step.transfers().size(), step.blocks().getLast().height());
        assertEquals(true, step.transfers().size() <= 100 && step.transfers().size() > 50);
    }

    @Test
    void givenABlockThatWasReplaced_whenWalked_thenTheForkIsFoundAndTheNewBranchIsReadFromThere() throws RpcException {
        // given
        chain.grow("a", 0, 10);
        List<BlockId> remembered = chain.ids();
        chain.grow("b", 8, 11);

        // then
        assertInstanceOf(Step.Lost.class, next(10));

        // when
        Step.Forward step = forward(walk(1000).back(Cursor.at(10, "a10"), remembered));

        // then
        assertEquals(OptionalLong.of(7), step.takenBack());
        assertEquals(List.of("b8", "b9", "b10", "b11"), hashes(step));
    }

    @Test
    void givenANodeWithFewerBlocksOfTheSameBranch_whenWalked_thenItLags() throws RpcException {
        // given
        chain.grow("a", 0, 10);
        List<BlockId> remembered = chain.ids();
        chain.cut(6);

        // then
        assertInstanceOf(Step.Lost.class, next(10));
        assertInstanceOf(Step.Behind.class, walk(1000).back(Cursor.at(10, "a10"), remembered));
    }

    @Test
    void givenAChainThatWentBackAndIsStillLower_whenItHasOneOtherBlock_thenItIsBelieved() throws RpcException {
        // given
        chain.grow("a", 0, 10);
        List<BlockId> remembered = chain.ids();
        chain.cut(6);
        chain.grow("b", 7, 7);

        // when
        Step.Forward step = forward(walk(1000).back(Cursor.at(10, "a10"), remembered));

        // then
        assertEquals(OptionalLong.of(6), step.takenBack());
        assertEquals(List.of("b7"), hashes(step));
    }

    @Test
    void givenAForkDeeperThanWhatIsRemembered_whenWalked_thenItBeginsWhereTheStreamDid() throws RpcException {
        // given: begun at 100 of a chain whose beginning is known
        chain.grow("a", 0, 110);
        List<BlockId> remembered = new ArrayList<>(chain.ids().subList(100, 111));
        remembered.addFirst(new BlockId(0, "a0"));
        chain.grow("b", 50, 111);

        // when
        Step.Forward step = forward(walk(1000).back(Cursor.at(110, "a110"), remembered));

        // then
        assertEquals(OptionalLong.of(99), step.takenBack());
    }

    @Test
    void givenAnotherChainAltogether_whenWalked_thenItIsReadFromItsBeginning() throws RpcException {
        // given
        chain.grow("a", 0, 110);
        List<BlockId> remembered = chain.ids();
        chain.cut(-1);
        chain.grow("b", 0, 3);

        // when
        Step.Forward step = forward(walk(1000).back(Cursor.at(110, "a110"), remembered));

        // then
        assertEquals(OptionalLong.of(-1), step.takenBack());
        assertEquals(List.of("b0", "b1", "b2", "b3"), hashes(step));
    }

    @Test
    void givenAChainThatMovesWhileItIsRead_whenWalked_thenNothingOfItIsBelieved() {
        // given
        chain.grow("a", 0, 10);
        chain.grow("b", 8, 8);

        // then: block 9 does not follow the block 8 that is there now
        assertEquals(
                RpcException.Kind.BEHIND,
                assertThrows(RpcException.class, () -> next(5)).kind());
    }

    private Step next(long height) throws RpcException {
        return walk(1000).next(Cursor.at(height, "a" + height));
    }

    private ChainWalk walk(int maxSpan) {
        return new ChainWalk(chain, maxSpan);
    }

    private static Step.Forward forward(Step step) {
        return assertInstanceOf(Step.Forward.class, step);
    }

    private static List<String> hashes(Step.Forward step) {
        return step.blocks().stream().map(Header::hash).toList();
    }

    private static List<String> transfers(Step.Forward step) {
        return step.transfers().stream().map(Transfer::blockHash).toList();
    }

    private static final class Chain implements Blocks {

        private final List<Header> headers = new ArrayList<>();
        private long longestRange = Long.MAX_VALUE;
        private int rangesRead;

        /** Puts a branch from one height to another, and keeps what is above it. */
        void grow(String branch, long from, long to) {
            LongStream.rangeClosed(from, to).forEach(height -> {
                String parent =
                        height == 0 ? "none" : headers.get((int) height - 1).hash();
                Header header = new Header(height, branch + height, parent, Instant.EPOCH.plusSeconds(height));
                if (height < headers.size()) {
                    headers.set((int) height, header);
                } else {
                    headers.add(header);
                }
            });
        }

        void cut(long head) {
            headers.subList((int) head + 1, headers.size()).clear();
        }

        List<BlockId> ids() {
            return headers.stream().map(Header::id).toList();
        }

        @Override
        public Header head() {
            return headers.getLast();
        }

        @Override
        public Optional<Header> at(long height) {
            return height < headers.size() ? Optional.of(headers.get((int) height)) : Optional.empty();
        }

        @Override
        public List<Transfer> transfersIn(Header block) {
            return List.of(transfer(block));
        }

        @Override
        public List<Transfer> transfersBetween(long from, long to) throws RpcException {
            if (to - from + 1 > longestRange) {
                throw RpcException.refused("rpc_refused");
            }
            rangesRead++;
            return headers.subList((int) from, (int) to + 1).stream()
                    .map(Chain::transfer)
                    .toList();
        }

        private static Transfer transfer(Header block) {
            return new Transfer("0xt", "0xa", "0xb", BigInteger.ONE, "0x1", 0, block.height(), block.hash());
        }
    }
}
