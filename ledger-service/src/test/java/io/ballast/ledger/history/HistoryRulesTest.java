package io.ballast.ledger.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryRulesTest {

    private static final Instant FROM = Instant.parse("2024-01-30T12:00:00Z");

    @Test
    void givenStepsWithAndWithoutEntries_whenPointsAreMade_thenEachEndsAsTheEntriesSay() {
        // given
        BalanceAt opening = new BalanceAt(3, 100);
        StepSums moved = sums("2024-01-31T00:00:00", 50, 20, 5);

        // when
        List<HistoryPoint> points = HistoryRules.points(
                FROM, Instant.parse("2024-02-01T06:00:00Z"), HistoryStep.DAY, opening, List.of(moved));

        // then
        assertEquals(
                List.of(
                        point("2024-01-30T12:00:00Z", "2024-01-31T00:00:00Z", 100, 3, 0, 0),
                        point("2024-01-31T00:00:00Z", "2024-02-01T00:00:00Z", 130, 5, 50, 20),
                        point("2024-02-01T00:00:00Z", "2024-02-01T06:00:00Z", 130, 5, 0, 0)),
                points);
    }

    @ParameterizedTest
    @CsvSource({
        "HOUR, 2024-02-29T13:45:10, 2024-02-29T13:00:00, 2024-02-29T14:00:00",
        "DAY, 2024-02-29T13:45:10, 2024-02-29T00:00:00, 2024-03-01T00:00:00",
        "WEEK, 2024-02-29T13:45:10, 2024-02-26T00:00:00, 2024-03-04T00:00:00",
        "MONTH, 2024-02-29T13:45:10, 2024-02-01T00:00:00, 2024-03-01T00:00:00"
    })
    void givenATime_whenItsStepIsAskedFor_thenItIsThatOfTheCalendar(
            HistoryStep step, LocalDateTime time, LocalDateTime begin, LocalDateTime next) {
        assertEquals(begin, step.begin(time));
        assertEquals(next, step.next(step.begin(time)));
    }

    @Test
    void givenARange_whenItHasMoreThanAThousandStepsOrNone_thenItDoesNotFit() {
        Instant thousandHours = Instant.parse("2024-01-30T12:00:00Z").plusSeconds(1000 * 3600);

        assertTrue(HistoryRules.fits(FROM, thousandHours, HistoryStep.HOUR));
        assertFalse(HistoryRules.fits(FROM, thousandHours.plusSeconds(1), HistoryStep.HOUR));
        assertFalse(HistoryRules.fits(FROM, FROM, HistoryStep.HOUR));
        assertFalse(HistoryRules.fits(FROM, FROM.minusSeconds(1), HistoryStep.HOUR));
    }

    private static StepSums sums(String begin, long in, long out, long version) {
        return new StepSums(LocalDateTime.parse(begin), BigInteger.valueOf(in), BigInteger.valueOf(out), version);
    }

    private static HistoryPoint point(String from, String to, long balance, long version, long in, long out) {
        return new HistoryPoint(
                Instant.parse(from),
                Instant.parse(to),
                balance,
                version,
                BigInteger.valueOf(in),
                BigInteger.valueOf(out));
    }
}
