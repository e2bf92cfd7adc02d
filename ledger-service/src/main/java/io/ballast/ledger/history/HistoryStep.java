package io.ballast.ledger.history;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far apart the points of a history are, in UTC; weeks begin on Mondays. */
public enum HistoryStep {
    HOUR(ChronoUnit.HOURS),
    DAY(ChronoUnit.DAYS),
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS);

    private final ChronoUnit unit;

    HistoryStep(ChronoUnit unit) {
        this.unit = unit;
    }

    /** The name on the wire, and of PostgreSQL's {@code date_trunc}. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<HistoryStep> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(step -> step.wireName().equals(wireName))
                .findFirst();
    }

    /** Where the step begins that the time lies in. */
    LocalDateTime begin(LocalDateTime time) {
        LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
        return switch (this) {
            case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
            case DAY -> day;
            case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    LocalDateTime next(LocalDateTime begin) {
        return begin.plus(1, unit);
    }
}
