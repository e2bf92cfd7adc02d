package io.ballast.bench.load;

/** Tells when what is measured again and again gets no faster any more: then the compilers have done their work. */
public final class Plateau {

    private static final double GAIN = 1.03;

    private final int patience;
    private double best;
    private int without;

    /** @param patience how many measurements without a gain it takes */
    public Plateau(int patience) {
        this.patience = patience;
    }

    /** Whether that is so, after one more measurement. */
    public boolean isReachedWith(double rate) {
        without = rate > best * GAIN ? 0 : without + 1;
        best = Math.max(best, rate);
        return without >= patience;
    }
}
