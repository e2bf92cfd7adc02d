package io.ballast.ledger.operator;

import io.ballast.ledger.history.HistoryStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How far back a chart goes, and how far apart its points are: some dozens of them. */
enum HistoryRange {
    DAY(Duration.ofDays(1), HistoryStep.HOUR),
    MONTH(Duration.ofDays(30), HistoryStep.DAY),
    YEAR(Duration.ofDays(365), HistoryStep.WEEK);

    private final Duration length;
    private final HistoryStep step;

    HistoryRange(Duration length, HistoryStep step) {
        this.length = length;
        this.step = step;
    }

    /** @throws IllegalArgumentException if there is no such range */
    static HistoryRange ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    Instant begin(Instant end) {
        return end.minus(length);
    }

    HistoryStep step() {
        return step;
    }
}
