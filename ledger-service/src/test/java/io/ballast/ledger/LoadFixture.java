package io.ballast.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;

/** Threads that post until they are stopped. */
public final class LoadFixture implements AutoCloseable {

    private final ExecutorService threads;
    private final AtomicBoolean isStopped = new AtomicBoolean();
    private final List<Future<Integer>> posted = new ArrayList<>();

    /**
     * @param post posts once; how many transactions came of it
     */
    public LoadFixture(int count, ToIntFunction<Random> post) {
        threads = Executors.newFixedThreadPool(count);
        for (int seed = 0; seed < count; seed++) {
            Random random = new Random(seed);
            posted.add(threads.submit(() -> postUntilStopped(random, post)));
        }
    }

    private int postUntilStopped(Random random, ToIntFunction<Random> post) {
        int sum = 0;
        while (!isStopped.get()) {
            sum += post.applyAsInt(random);
        }
        return sum;
    }

    /** Stops; how many transactions there were. */
    public int stop() {
        isStopped.set(true);
        int sum = 0;
        try {
            for (Future<Integer> one : posted) {
                sum += one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return sum;
    }

    @Override
    public void close() {
        isStopped.set(true);
        threads.close();
    }
}
