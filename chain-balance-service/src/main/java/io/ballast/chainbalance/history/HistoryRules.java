package io.ballast.chainbalance.history;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a history of what was known at its beginning and what was seen to change in each step. */
final class HistoryRules {

    static final int MAX_POINTS = 1000;

    private HistoryRules() {}

    /**
     * One step of a history of one asset.
     *
     * @param raw the balance at its end; empty as long as nothing was known
     * @param low the least that the balance was seen to be during the step, at its beginning included
     */
    record Point(
            Instant from,
            Instant to,
            Optional<BigInteger> raw,
            Optional<BigInteger> low,
            Optional<BigInteger> high,
            BigInteger inflow,
            BigInteger outflow,
            long changes,
            boolean summarized) {}

    /** Whether the range has a beginning before its end, and no more than {@value #MAX_POINTS} steps. */
    static boolean fits(Instant from, Instant to, HistoryStep step) {
        LocalDateTime begin = step.begin(utc(from));
        for (int points = 0; points < MAX_POINTS; points++) {
            begin = step.next(begin);
            if (!begin.isBefore(utc(to))) {
                return from.isBefore(to);
            }
        }
        return false;
    }

    /** The points of a range that fits. Steps without changes end as they began. */
    static List<Point> points(
            Instant from, Instant to, HistoryStep step, Optional<ValueAt> opening, List<StepChanges> changes) {
        Map<Instant, StepChanges> byBegin =
                changes.stream().collect(Collectors.toMap(StepChanges::begin, Function.identity()));
        List<Point> points = new ArrayList<>();
        Optional<BigInteger> before = opening.map(ValueAt::raw);
        for (LocalDateTime begin = step.begin(utc(from)); begin.isBefore(utc(to)); begin = step.next(begin)) {
            Point point = point(
                    later(from, instant(begin)),
                    earlier(to, instant(step.next(begin))),
                    before,
                    Optional.ofNullable(byBegin.get(instant(begin))));
            points.add(point);
            before = point.raw();
        }
        return points;
    }

    private static Point point(Instant from, Instant to, Optional<BigInteger> before, Optional<StepChanges> changes) {
        return new Point(
                from,
                to,
                changes.map(StepChanges::closing).or(() -> before),
                least(before, changes.map(StepChanges::low)),
                most(before, changes.map(StepChanges::high)),
                changes.map(StepChanges::inflow).orElse(BigInteger.ZERO),
                changes.map(StepChanges::outflow).orElse(BigInteger.ZERO),
                changes.map(StepChanges::changes).orElse(0L),
                changes.filter(StepChanges::summarized).isPresent());
    }

    static Optional<BigInteger> least(Optional<BigInteger> one, Optional<BigInteger> other) {
        return Stream.concat(one.stream(), other.stream()).min(BigInteger::compareTo);
    }

    static Optional<BigInteger> most(Optional<BigInteger> one, Optional<BigInteger> other) {
        return Stream.concat(one.stream(), other.stream()).max(BigInteger::compareTo);
    }

    private static LocalDateTime utc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    private static Instant instant(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
