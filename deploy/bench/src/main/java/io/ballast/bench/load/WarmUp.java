package io.ballast.bench.load;

import java.sql.SQLException;
import java.time.Duration;

/** Puts a load on until it gets no faster: then the compilers have done their work. */
public final class WarmUp {

    private static final Duration SLICE = Duration.ofSeconds(5);
    private static final int PATIENCE = 6;

    private WarmUp() {}

    /** One slice of it. */
    @FunctionalInterface
    public interface Slice {
        Load of(Duration duration) throws SQLException, InterruptedException;
    }

    /** @param atMost however much faster it still gets; one slice at least is run */
    public static void run(Duration atMost, Slice load) throws SQLException, InterruptedException {
        long slices = Math.max(1, atMost.dividedBy(SLICE));
        Plateau plateau = new Plateau(PATIENCE);
        boolean reached = false;
        for (long slice = 0; slice < slices && !reached; slice++) {
            reached = plateau.isReachedWith(load.of(SLICE).perSecond());
        }
    }
}
