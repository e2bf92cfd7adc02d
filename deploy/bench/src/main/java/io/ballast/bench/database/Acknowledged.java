package io.ballast.bench.database;

import java.util.BitSet;
import java.util.PrimitiveIterator;

/** What a run was told is done: the numbers of the idempotency keys, and how many transfers there are in all. */
public final class Acknowledged {

    private static final String KEY_PREFIX = "bench-";
    private static final long FIRST = 1_000_000_000L;

    private final BitSet keys = new BitSet();
    private int next;
    private long transfers;
    private long unknown;

    /** The number of a key that was not used before. */
    public long nextNumber() {
        return FIRST + next++;
    }

    /** The key of that number; all keys are equally long. */
    public static String key(long number) {
        return KEY_PREFIX + number;
    }

    /** A request was answered with success. */
    public void request(long number, long count) {
        keys.set((int) (number - FIRST));
        transfers += count;
    }

    /** Transfers that were done in another way. */
    public void transfers(long count) {
        transfers += count;
    }

    /** Transfers of which nobody knows whether they were done. */
    public void unknown(long count) {
        unknown += count;
    }

    PrimitiveIterator.OfLong numbers() {
        return keys.stream().mapToLong(bit -> FIRST + bit).iterator();
    }

    /** How far what is recorded is from what was acknowledged, as far as that is known. */
    long difference(long recorded) {
        if (recorded < transfers) {
            return transfers - recorded;
        }
        return Math.max(0, recorded - transfers - unknown);
    }
}
