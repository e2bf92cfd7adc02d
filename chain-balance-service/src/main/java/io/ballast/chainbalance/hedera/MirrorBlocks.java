package io.ballast.chainbalance.hedera;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.provider.RpcException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Some blocks in a row, as a mirror node lists them: what says in which block a consensus time is. */
final class MirrorBlocks {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final List<Span> newestFirst;

    private MirrorBlocks(List<Span> newestFirst) {
        this.newestFirst = newestFirst;
    }

    /** @param transactions how many are in it */
    private record Span(long number, String hash, ConsensusTime from, ConsensusTime to, long transactions) {

        /** Consensus takes nothing back: what is in a block is final. */
        BlockRef ref() {
            return new BlockRef(number, hash, to.instant(), Finality.FINALIZED);
        }
    }

    static MirrorBlocks of(JsonNode answer) throws RpcException {
        List<Span> spans = new ArrayList<>();
        for (JsonNode block : MirrorJson.array(answer, "blocks")) {
            BigInteger number = MirrorJson.amount(block, "number");
            if (number.compareTo(MOST) > 0) {
                throw MirrorJson.malformed();
            }
            JsonNode times = block.path("timestamp");
            spans.add(new Span(
                    number.longValueExact(),
                    MirrorJson.text(block, "hash"),
                    MirrorJson.time(times, "from"),
                    MirrorJson.time(times, "to"),
                    MirrorJson.amount(block, "count").longValueExact()));
        }
        spans.sort(Comparator.comparingLong(Span::number).reversed());
        return new MirrorBlocks(spans);
    }

    boolean isEmpty() {
        return newestFirst.isEmpty();
    }

    BlockRef newest() {
        return newestFirst.getFirst().ref();
    }

    /** Up to where the newest block tells everything. */
    ConsensusTime end() {
        return newestFirst.getFirst().to();
    }

    /** How many transactions there were in all since that time; empty if that was before all of these blocks. */
    OptionalLong transactionsAfter(ConsensusTime time) {
        if (newestFirst.getLast().from().compareTo(time) > 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(newestFirst.stream()
                .filter(span -> span.to().compareTo(time) > 0)
                .mapToLong(Span::transactions)
                .sum());
    }

    /** The newest of the blocks that had begun at that time; empty if that was before all of them. */
    Optional<BlockRef> at(ConsensusTime time) {
        return newestFirst.stream()
                .filter(span -> span.from().compareTo(time) <= 0)
                .findFirst()
                .map(Span::ref);
    }
}
