package io.ballast.infrastructure;

import java.time.Duration;

/**
 * What the mirror node of a {@link HederaSandbox} does to requests.
 *
 * @param path a text that a request's path and query contain if it is concerned; empty for every request
 * @param status the status to answer with; 0 to answer as usual
 * @param retryAfterSeconds sent as {@code Retry-After}; 0 for none
 * @param body what to answer with
 * @param delayMillis how long to wait before the answer
 */
public record HederaFault(String path, int status, int retryAfterSeconds, String body, long delayMillis) {

    /** Everything as usual. */
    public static final HederaFault NONE = new HederaFault("", 0, 0, "", 0);

    /** This answer to everything. */
    public static HederaFault answer(int status, String body) {
        return new HederaFault("", status, 0, body, 0);
    }

    /** Too many requests, come back later. */
    public static HederaFault throttled(int retryAfterSeconds) {
        return new HederaFault("", 429, retryAfterSeconds, "", 0);
    }

    /** The usual answers, late. */
    public static HederaFault slow(Duration delay) {
        return new HederaFault("", 0, 0, "", delay.toMillis());
    }

    /** The same for requests that contain the text alone. */
    public HederaFault onlyFor(String text) {
        return new HederaFault(text, status, retryAfterSeconds, body, delayMillis);
    }
}
