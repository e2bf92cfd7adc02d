package io.ballast.bench.load;

import java.util.Arrays;

/** Latencies, each kept as it was: a run has some hundred thousand at most. */
public final class Latencies {

    private static final double NANOS_PER_MS = 1e6;
    private static final int FIRST = 65_536;

    private long[] nanos = new long[FIRST];
    private int size;
    private boolean sorted;

    public void add(long value) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = value;
        sorted = false;
    }

    public int size() {
        return size;
    }

    /** The latency in ms that the share of all did not exceed; NaN if there is none. */
    public double millis(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, size);
            sorted = true;
        }
        int index = (int) Math.ceil(share * size) - 1;
        return nanos[Math.max(0, index)] / NANOS_PER_MS;
    }
}
