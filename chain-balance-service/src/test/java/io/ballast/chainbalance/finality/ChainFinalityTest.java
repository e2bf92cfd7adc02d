package io.ballast.chainbalance.finality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.credit.Reorg;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainFinalityTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    /** Remembers 90 to 110 without 95; safe up to 108, finalized up to 100. */
    private static final ChainFinality CHAIN = chain(List.of());

    @ParameterizedTest
    @CsvSource({
        "90, 0x90, FINALIZED",
        "100, 0x100, FINALIZED",
        "101, 0x101, SAFE",
        "108, 0x108, SAFE",
        "109, 0x109, LATEST",
        "80, 0x80, FINALIZED"
    })
    void givenABlock_whenTheChainHasGoneOn_thenItIsAsFinalAsItsHeight(long height, String hash, Finality expected) {
        // then
        assertEquals(expected, CHAIN.of(height, hash, NOON, Finality.LATEST));
    }

    @Test
    void givenAnotherBlockInItsPlace_whenThatIsFinal_thenItNeverIs() {
        // then
        assertEquals(Finality.LATEST, CHAIN.of(100, "0xother", NOON, Finality.LATEST));
        assertEquals(Finality.LATEST, CHAIN.of(105, "0xother", NOON, Finality.LATEST));
        assertTrue(CHAIN.isGone(100, "0xother", NOON));
        assertFalse(CHAIN.isGone(100, "0x100", NOON));
    }

    @Test
    void givenABlockThatWasPassedOver_whenItsNeighboursAreKnown_thenNobodyVouchesForIt() {
        // then
        assertEquals(Finality.LATEST, CHAIN.of(95, "0x95", NOON, Finality.LATEST));
    }

    @Test
    void givenABlockBeforeWhatIsRemembered_whenTheChainWentBackBehindItSince_thenItIsNotFinal() {
        // given
        ChainFinality wentBack = chain(List.of(new Reorg(70, NOON.plusSeconds(5))));

        // then
        assertEquals(Finality.LATEST, wentBack.of(80, "0x80", NOON, Finality.LATEST));
        assertTrue(wentBack.isGone(80, "0x80", NOON));
        assertEquals(Finality.FINALIZED, wentBack.of(70, "0x70", NOON, Finality.LATEST));
        assertEquals(Finality.FINALIZED, wentBack.of(80, "0x80", NOON.plusSeconds(5), Finality.LATEST));
        assertEquals(Finality.FINALIZED, wentBack.of(90, "0x90", NOON, Finality.LATEST));
    }

    @Test
    void givenAChainThatTakesNothingBack_whenRead_thenItIsFinalAtOnce() {
        // then
        assertEquals(Finality.FINALIZED, ChainFinality.UNKNOWN.of(7, null, NOON, Finality.FINALIZED));
        assertEquals(Finality.LATEST, ChainFinality.UNKNOWN.of(7, "0x7", NOON, Finality.LATEST));
    }

    private static ChainFinality chain(List<Reorg> reorgs) {
        TreeMap<Long, String> blocks = new TreeMap<>(Map.of(90L, "0x90"));
        for (long height = 90; height <= 110; height++) {
            blocks.put(height, "0x" + height);
        }
        blocks.remove(95L);
        return new ChainFinality(108, 100, blocks, reorgs);
    }
}
