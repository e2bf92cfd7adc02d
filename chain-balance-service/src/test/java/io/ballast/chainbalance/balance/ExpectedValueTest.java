package io.ballast.chainbalance.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.finality.ChainFinality;
import io.ballast.chainbalance.refresh.KnownValue;
import io.ballast.chainbalance.refresh.Observation;
import io.ballast.chainbalance.refresh.ReadKey;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExpectedValueTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final ReadKey KEY = new ReadKey(new UUID(0, 1), "USDC", "");
    private static final ChainFinality CHAIN =
            new ChainFinality(20, 10, new TreeMap<>(Map.of(10L, "0x10", 20L, "0x20")), List.of());

    @Test
    void givenAReadingWhoseBlockHasBecomeFinal_whenShown_thenItSaysSo() {
        // then
        assertEquals("finalized", shown(Finality.LATEST, at(10)).finality());
        assertEquals("safe", shown(Finality.LATEST, at(20)).finality());
        assertEquals("latest", shown(Finality.LATEST, at(30)).finality());
        assertEquals(at(10).by(CHAIN), shown(Finality.FINALIZED, at(10)));
    }

    @Test
    void givenAnEarlierReadingThatIsFinal_whenThatIsAskedFor_thenItAnswersAsOfThen() {
        // given
        ExpectedValue value = value(at(30), at(20), at(10));

        // then
        assertEquals(at(20).by(CHAIN), known(value.at(Finality.SAFE, CHAIN)));
        assertEquals(at(10).by(CHAIN), known(value.at(Finality.FINALIZED, CHAIN)));
        assertTrue(value.isReadSince(NOON.plusSeconds(30)));
        assertFalse(value.at(Finality.FINALIZED, CHAIN).isReadSince(NOON.plusSeconds(30)));
    }

    @Test
    void givenNoReadingThatIsFinal_whenThatIsAskedFor_thenItIsUnknownAndSaysWhy() {
        // given
        ExpectedValue value = value(at(30), at(20));

        // when
        Observation shown = value.at(Finality.FINALIZED, CHAIN).observation();

        // then
        assertEquals(Optional.empty(), shown.known());
        assertEquals(Optional.of("not_final_yet"), shown.lastError());
    }

    @Test
    void givenAReadingOfABlockThatIsNoMore_whenItsHeightIsFinal_thenItIsNot() {
        // given
        KnownValue gone = new KnownValue(BigInteger.ONE, 1, 10, "0xgone", "latest", "blockchain", NOON, null);

        // then
        assertEquals(
                Optional.empty(),
                value(gone).at(Finality.SAFE, CHAIN).observation().known());
    }

    @Test
    void givenNothingReadYet_whenShown_thenTheReasonStays() {
        // given
        ExpectedValue value = new ExpectedValue(
                new Observation(KEY, 6, Optional.empty(), NOON, Optional.of("rpc_timeout"), List.of()));

        // then
        assertEquals(value, value.at(Finality.FINALIZED, CHAIN));
    }

    private static KnownValue shown(Finality finality, KnownValue newest) {
        return known(value(newest).at(finality, CHAIN));
    }

    private static KnownValue known(ExpectedValue value) {
        return value.observation().known().orElseThrow();
    }

    private static ExpectedValue value(KnownValue newest, KnownValue... earlier) {
        return new ExpectedValue(
                new Observation(KEY, 6, Optional.of(newest), newest.asOf(), Optional.empty(), List.of(earlier)));
    }

    private static KnownValue at(long height) {
        return new KnownValue(
                BigInteger.TEN, 1, height, "0x" + height, "latest", "blockchain", NOON.plusSeconds(height), null);
    }
}
