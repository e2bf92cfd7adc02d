package io.ballast.chainbalance.hedera;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** A time as mirror nodes write it: seconds, a point, nine digits. Unique for a transaction. */
record ConsensusTime(long seconds, int nanos) implements Comparable<ConsensusTime> {

    private static final int NANO_DIGITS = 9;

    /** @throws IllegalArgumentException if it is none */
    static ConsensusTime of(String text) {
        try {
            BigDecimal time = new BigDecimal(text);
            BigDecimal seconds = time.setScale(0, RoundingMode.FLOOR);
            int nanos = time.subtract(seconds).movePointRight(NANO_DIGITS).intValueExact();
            return new ConsensusTime(seconds.longValueExact(), nanos);
        } catch (ArithmeticException | NumberFormatException notATime) {
            throw new IllegalArgumentException("not a consensus time", notATime);
        }
    }

    static ConsensusTime of(Instant time) {
        return new ConsensusTime(time.getEpochSecond(), time.getNano());
    }

    Instant instant() {
        return Instant.ofEpochSecond(seconds, nanos);
    }

    @Override
    public int compareTo(ConsensusTime other) {
        return instant().compareTo(other.instant());
    }

    @Override
    public String toString() {
        return "%d.%09d".formatted(seconds, nanos);
    }
}
