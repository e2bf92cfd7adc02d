package io.ballast.bench.deposit;

import io.ballast.bench.load.Latencies;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What became of the income of one round, as the service's events tell: no I/O. Times are those of {@link System#nanoTime}. */
final class Handling {

    private static final double NANOS = 1e9;

    private final Map<String, Long> told = new HashMap<>();
    private final Set<String> submitted = new HashSet<>();
    private final Set<String> confirmed = new HashSet<>();
    private final Latencies latencies = new Latencies();
    private long begin = Long.MAX_VALUE;
    private long lastSubmitted;
    private long lastConfirmed;

    /** A wallet's income is told to the service. */
    void told(String wallet, long now) {
        told.put(wallet, now);
        begin = Math.min(begin, now);
    }

    /**
     * An event of the service has arrived; one of a wallet that is not part of the round counts as none.
     *
     * @throws IllegalStateException if it is one that must not come
     */
    void happened(String type, String wallet, long now) {
        if (!told.containsKey(wallet)) {
            return;
        }
        switch (type) {
            case "deposit_submitted" -> submitted(wallet, now);
            case "deposit_confirmed" -> confirmed(wallet, now);
            case "deposit_failed", "deposit_held" -> throw new IllegalStateException(type + " for wallet " + wallet);
            default -> {
                // What was decided is told, too.
            }
        }
    }

    /** A transaction that follows an earlier one of the same deposit is no second one. */
    private void submitted(String wallet, long now) {
        if (submitted.add(wallet)) {
            latencies.add(now - told.get(wallet));
            lastSubmitted = now;
        }
    }

    private void confirmed(String wallet, long now) {
        if (!confirmed.add(wallet)) {
            throw new IllegalStateException("Two deposits were confirmed for wallet " + wallet);
        }
        lastConfirmed = now;
    }

    boolean isDone() {
        return submitted.size() == told.size() && confirmed.size() == told.size();
    }

    /** Wallets a second, from the first that was told to the last whose deposit was submitted. */
    double submittedPerSecond() {
        return submitted.size() / ((lastSubmitted - begin) / NANOS);
    }

    /** The same until the last was confirmed. */
    double confirmedPerSecond() {
        return confirmed.size() / ((lastConfirmed - begin) / NANOS);
    }

    /** From when a wallet's income was told until its deposit was submitted. */
    Latencies latencies() {
        return latencies;
    }

    @Override
    public String toString() {
        return "%d told, %d submitted, %d confirmed".formatted(told.size(), submitted.size(), confirmed.size());
    }
}
