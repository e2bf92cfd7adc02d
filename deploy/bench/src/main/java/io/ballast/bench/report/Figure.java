package io.ballast.bench.report;

/**
 * A row of the result: medians of all rounds.
 *
 * @param figure what was measured
 * @param peer what it is compared with, measured in the same rounds
 * @param ratio how many times as good as the peer it is
 * @param reach the least ratio that is wanted, or null if the figure is only reported
 */
public record Figure(
        String figure, String unit, double value, String peer, double peerValue, double ratio, Double reach) {

    /** More is better. */
    public static Figure rate(String figure, Series own, String peer, Series other, Double reach) {
        return new Figure(figure, own.unit(), own.median(), peer, other.median(), own.median() / other.median(), reach);
    }

    /** Less is better. */
    public static Figure latency(String figure, Series own, String peer, Series other, Double reach) {
        return new Figure(figure, own.unit(), own.median(), peer, other.median(), other.median() / own.median(), reach);
    }

    public boolean isReached() {
        return reach == null || ratio >= reach;
    }
}
