package io.ballast.chainbalance.history;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says what a stretch of history amounts to. */
final class AnalysisRules {

    private static final int RATE_DECIMALS = 3;
    private static final BigDecimal MILLIS_PER_DAY =
            BigDecimal.valueOf(Duration.ofDays(1).toMillis());

    private AnalysisRules() {}

    /**
     * A stretch of one asset's history.
     *
     * @param opening the balance at its beginning; empty if none was known then
     * @param closing the balance at its end
     * @param netFlow inflow without outflow; a first observation is no flow
     * @param changesPerDay rounded to {@value #RATE_DECIMALS} decimals
     */
    record Analysis(
            Optional<BigInteger> opening,
            Optional<BigInteger> closing,
            Optional<BigInteger> low,
            Optional<BigInteger> high,
            BigInteger inflow,
            BigInteger outflow,
            BigInteger netFlow,
            long changes,
            BigDecimal changesPerDay) {}

    static Analysis of(Instant from, Instant to, Optional<ValueAt> opening, Optional<StepChanges> changes) {
        Optional<BigInteger> before = opening.map(ValueAt::raw);
        BigInteger inflow = changes.map(StepChanges::inflow).orElse(BigInteger.ZERO);
        BigInteger outflow = changes.map(StepChanges::outflow).orElse(BigInteger.ZERO);
        long count = changes.map(StepChanges::changes).orElse(0L);
        return new Analysis(
                before,
                changes.map(StepChanges::closing).or(() -> before),
                HistoryRules.least(before, changes.map(StepChanges::low)),
                HistoryRules.most(before, changes.map(StepChanges::high)),
                inflow,
                outflow,
                inflow.subtract(outflow),
                count,
                perDay(count, Duration.between(from, to)));
    }

    private static BigDecimal perDay(long count, Duration stretch) {
        return BigDecimal.valueOf(count)
                .multiply(MILLIS_PER_DAY)
                .divide(BigDecimal.valueOf(stretch.toMillis()), RATE_DECIMALS, RoundingMode.HALF_UP);
    }
}
