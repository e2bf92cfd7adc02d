package io.ballast.chainbalance.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-27T00:00:00Z");

    @Test
    void givenAnOpeningAndOneChange_whenLaidOut_thenQuietStepsEndAsTheyBegan() {
        // given
        StepChanges second = changes(MIDNIGHT, 7, 3, 9);

        // when
        List<HistoryRules.Point> points = HistoryRules.points(
                NOON, NOON.plusSeconds(2 * 86_400), HistoryStep.DAY, Optional.of(at(5)), List.of(second));

        // then
        assertEquals(3, points.size());
        assertEquals(NOON, points.getFirst().from());
        assertEquals(MIDNIGHT, points.getFirst().to());
        assertEquals(raw(5), points.getFirst().raw());
        assertEquals(0, points.getFirst().changes());
        assertEquals(raw(7), points.get(1).raw());
        assertEquals(raw(3), points.get(1).low());
        assertEquals(raw(9), points.get(1).high());
        assertEquals(raw(7), points.getLast().raw());
        assertEquals(raw(7), points.getLast().low());
        assertEquals(NOON.plusSeconds(2 * 86_400), points.getLast().to());
    }

    @Test
    void givenNothingKnownAtFirst_whenLaidOut_thenItIsUnknownAndNotZero() {
        // when
        List<HistoryRules.Point> points = HistoryRules.points(
                NOON, MIDNIGHT.plusSeconds(1), HistoryStep.DAY, Optional.empty(), List.of(changes(MIDNIGHT, 7, 7, 7)));

        // then
        assertEquals(Optional.empty(), points.getFirst().raw());
        assertEquals(raw(7), points.getLast().raw());
    }

    @Test
    void givenARange_whenMeasured_thenItFitsUpToTheBound() {
        // then
        assertTrue(HistoryRules.fits(MIDNIGHT, MIDNIGHT.plusSeconds(1000 * 3600), HistoryStep.HOUR));
        assertFalse(HistoryRules.fits(MIDNIGHT, MIDNIGHT.plusSeconds(1000 * 3600 + 1), HistoryStep.HOUR));
        assertFalse(HistoryRules.fits(MIDNIGHT, MIDNIGHT, HistoryStep.HOUR));
    }

    @Test
    void givenAStretch_whenAnalysed_thenTheBeginningCountsForLeastAndMost() {
        // when
        AnalysisRules.Analysis analysis = AnalysisRules.of(
                NOON, NOON.plusSeconds(2 * 86_400), Optional.of(at(20)), Optional.of(changes(null, 7, 3, 9)));

        // then
        assertEquals(raw(20), analysis.opening());
        assertEquals(raw(7), analysis.closing());
        assertEquals(raw(3), analysis.low());
        assertEquals(raw(20), analysis.high());
        assertEquals(BigInteger.valueOf(-13), analysis.netFlow());
        assertEquals(new BigDecimal("1.500"), analysis.changesPerDay());
    }

    private static Optional<BigInteger> raw(long raw) {
        return Optional.of(BigInteger.valueOf(raw));
    }

    private static ValueAt at(long raw) {
        return new ValueAt("USDC", BigInteger.valueOf(raw), 6, 1, 1, null, "latest", "blockchain", null, NOON, false);
    }

    private static StepChanges changes(Instant begin, long closing, long low, long high) {
        return new StepChanges(
                "USDC",
                6,
                begin,
                BigInteger.valueOf(closing),
                4,
                BigInteger.valueOf(low),
                BigInteger.valueOf(high),
                BigInteger.valueOf(4),
                BigInteger.valueOf(17),
                3,
                false);
    }
}
