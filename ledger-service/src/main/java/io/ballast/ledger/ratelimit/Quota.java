package io.ballast.ledger.ratelimit;

/**
 * How much may be asked for.
 *
 * @param name what clients know it by
 * @param perSecond how many requests a second in the long run, more than zero
 * @param burst how many at once, after a while without any, more than zero
 */
record Quota(String name, long perSecond, long burst) {

    Quota {
        if (perSecond <= 0 || burst <= 0) {
            throw new IllegalArgumentException("A rate limit of " + name + " must be more than zero");
        }
    }

    /** An item of the header RateLimit-Policy: the quota, and in how many seconds all of it comes back. */
    String policy() {
        return '"' + name + "\";q=" + burst + ";w=" + seconds(burst);
    }

    /** An item of the header RateLimit: what remains (in debt, nothing), and in how many seconds there is all of it again. */
    String state(long remaining) {
        return '"' + name + "\";r=" + Math.max(0, remaining) + ";t=" + seconds(burst - remaining);
    }

    private long seconds(long requests) {
        return Math.ceilDiv(requests, perSecond);
    }
}
