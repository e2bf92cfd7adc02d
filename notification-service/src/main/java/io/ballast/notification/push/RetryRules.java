package io.ballast.notification.push;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a push is tried again.
 *
 * @param first the pause after the first failure; doubles with each
 * @param longest such pause, also of those that a service asks for
 * @param maxAttempts how often it is tried at all
 */
public record RetryRules(Duration first, Duration longest, int maxAttempts) {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final int MAX_DOUBLINGS = 20;

    /**
     * The pause before the next attempt; empty if there is none.
     *
     * @param failed attempts, this one included
     * @param asked what the service asks for
     */
    Optional<Duration> pause(int failed, Optional<Duration> asked) {
        if (failed >= maxAttempts) {
            return Optional.empty();
        }
        Duration own = first.multipliedBy(1L << Math.min(failed - 1, MAX_DOUBLINGS));
        Duration wanted = asked.filter(pause -> pause.compareTo(own) > 0).orElse(own);
        return Optional.of(wanted.compareTo(longest) < 0 ? wanted : longest);
    }

    /** What {@code Retry-After} says, as seconds or as a date. */
    public static Optional<Duration> retryAfter(Optional<String> header, Instant now) {
        if (header.isEmpty()) {
            return Optional.empty();
        }
        String text = header.get().strip();
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, date)).filter(pause -> !pause.isNegative());
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }
}
