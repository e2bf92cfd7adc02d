package io.ballast.infrastructure.hedera;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Times as nanoseconds since 1970, and as a mirror node writes them: seconds, a point, nine digits. */
final class ConsensusTime {

    private static final int FRACTION = 9;
    private static final long NANOS = 1_000_000_000L;

    private ConsensusTime() {}

    static long of(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    }

    static String text(long nanos) {
        return BigDecimal.valueOf(nanos, FRACTION).toPlainString();
    }

    /** Seconds with up to nine digits behind the point. */
    static Optional<Long> parse(String text) {
        try {
            return Optional.of(new BigDecimal(text).movePointRight(FRACTION).longValueExact());
        } catch (ArithmeticException | NumberFormatException notATime) {
            return Optional.empty();
        }
    }
}
