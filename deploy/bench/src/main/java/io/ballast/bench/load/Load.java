package io.ballast.bench.load;

import java.time.Duration;
import java.util.Map;

/**
 * What a run of the generator saw.
 *
 * @param elapsed from the first request until no more were sent
 * @param succeeded answers with a status of 2xx that came within that time
 * @param statuses how many answers of each status there were in all
 * @param lost requests whose connection ended before the answer
 * @param unsent requests that were due and for which no connection became free
 * @param latencies of all answers; with a rate, from when the request was due
 */
public record Load(
        Duration elapsed, long succeeded, Map<Integer, Long> statuses, long lost, long unsent, Latencies latencies) {

    private static final double NANOS = 1e9;

    public double perSecond() {
        return succeeded * NANOS / elapsed.toNanos();
    }

    /** Answers that were no success, by status, and requests without an answer: empty if all went well. */
    public String troubles() {
        StringBuilder text = new StringBuilder();
        statuses.forEach((status, count) -> {
            if (!isSuccess(status)) {
                text.append(count).append(" × ").append(status).append(' ');
            }
        });
        if (lost > 0) {
            text.append(lost).append(" lost ");
        }
        if (unsent > 0) {
            text.append(unsent).append(" unsent ");
        }
        return text.toString().strip();
    }

    /** Whether the status tells of success. */
    public static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }
}
