package io.ballast.chainbalance.refresh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.finality.ChainFinality;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EarlierRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final ReadKey KEY = new ReadKey(new UUID(0, 1), "USDC", "");

    @Test
    void givenAReadingThatIsNotFinal_whenTheNextComes_thenItIsLetAloneUntilItIs() {
        // given: read every few blocks, while final is what was far before
        List<KnownValue> earlier = kept(finalTo(0), at(10));
        assertEquals(List.of(at(10)), earlier);

        // when
        earlier = kept(finalTo(5), at(14), at(10));
        earlier = kept(finalTo(9), at(18), earlier.getFirst());

        // then
        assertEquals(List.of(at(10)), earlier);

        // when
        earlier = kept(finalTo(12), at(22), earlier.getFirst());

        // then: it is final, and the next one is waited for
        assertEquals(List.of(at(22), at(10)), earlier);
        assertEquals(List.of(at(22), at(10)), kept(finalTo(12), at(26), at(22), at(10)));
        assertEquals(List.of(at(26), at(22)), kept(finalTo(24), at(26), at(22), at(10)));
    }

    @Test
    void givenAReadingThatIsFinalAlready_whenTheNextComes_thenOnlyItIsKept() {
        // then
        assertEquals(List.of(at(20)), kept(finalTo(20), at(20), at(14), at(10)));
    }

    @Test
    void givenReadingsOfBlocksThatAreNoMore_whenTheNextComes_thenTheyAreForgotten() {
        // given
        KnownValue gone = new KnownValue(BigInteger.TEN, 1, 14, "0xgone", "latest", "blockchain", NOON, null);

        // then
        assertEquals(List.of(at(10)), kept(finalTo(20), gone, at(10)));
        assertEquals(List.of(), kept(finalTo(20), gone));
    }

    @Test
    void givenAChainThatTakesNothingBack_whenTheNextComes_thenNothingIsKept() {
        // then
        assertEquals(
                List.of(), EarlierRules.kept(observation(at(10), at(9)), Finality.FINALIZED, ChainFinality.UNKNOWN));
    }

    private static List<KnownValue> kept(ChainFinality chain, KnownValue... newestFirst) {
        return EarlierRules.kept(observation(newestFirst), Finality.LATEST, chain);
    }

    private static Observation observation(KnownValue... newestFirst) {
        List<KnownValue> all = Arrays.asList(newestFirst);
        return new Observation(KEY, 6, Optional.of(all.getFirst()), NOON, Optional.empty(), all.subList(1, all.size()));
    }

    private static KnownValue at(long height) {
        return new KnownValue(
                BigInteger.TEN, 1, height, "0x" + height, "latest", "blockchain", NOON.plusSeconds(height), null);
    }

    private static ChainFinality finalTo(long finalized) {
        TreeMap<Long, String> blocks = new TreeMap<>();
        for (long height = 1; height <= finalized; height++) {
            blocks.put(height, "0x" + height);
        }
        return new ChainFinality(finalized, finalized, blocks, List.of());
    }
}
