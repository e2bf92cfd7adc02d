package io.ballast.local.set;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs tasks side by side, a few at a time, until all are done or the first one fails. */
final class InParallel implements AutoCloseable {

    private static final int INTERRUPTED_SECONDS = 5;

    private final ExecutorService threads;

    InParallel(int atATime) {
        this.threads = Executors.newFixedThreadPool(
                atATime, task -> Thread.ofPlatform().daemon().unstarted(task));
    }

    /** Returns when all are done. Throws what the first one that fails threw; the others go on until {@link #close}. */
    void run(List<Callable<Void>> tasks) {
        ExecutorCompletionService<Void> running = new ExecutorCompletionService<>(threads);
        tasks.forEach(running::submit);
        try {
            for (int done = 0; done < tasks.size(); done++) {
                running.take().get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(INTERRUPTED_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
