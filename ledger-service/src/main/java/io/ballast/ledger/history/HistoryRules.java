package io.ballast.ledger.history;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes a history of what is known at its beginning and what came and went in each step. */
final class HistoryRules {

    static final int MAX_POINTS = 1000;

    private HistoryRules() {}

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

    /** The points of a range that fits. Steps without entries end as they began. */
    static List<HistoryPoint> points(
            Instant from, Instant to, HistoryStep step, BalanceAt opening, List<StepSums> sums) {
        Map<LocalDateTime, StepSums> byBegin =
                sums.stream().collect(Collectors.toMap(StepSums::begin, Function.identity()));
        List<HistoryPoint> points = new ArrayList<>();
        BalanceAt balance = opening;
        for (LocalDateTime begin = step.begin(utc(from)); begin.isBefore(utc(to)); begin = step.next(begin)) {
            StepSums moved = byBegin.getOrDefault(
                    begin, new StepSums(begin, BigInteger.ZERO, BigInteger.ZERO, balance.version()));
            balance = after(balance, moved);
            points.add(new HistoryPoint(
                    later(from, begin.toInstant(ZoneOffset.UTC)),
                    earlier(to, step.next(begin).toInstant(ZoneOffset.UTC)),
                    balance.balance(),
                    balance.version(),
                    moved.in(),
                    moved.out()));
        }
        return points;
    }

    private static BalanceAt after(BalanceAt balance, StepSums moved) {
        BigInteger end = BigInteger.valueOf(balance.balance()).add(moved.in()).subtract(moved.out());
        return new BalanceAt(moved.version(), end.longValueExact());
    }

    private static LocalDateTime utc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
