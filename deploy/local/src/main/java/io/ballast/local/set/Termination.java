package io.ballast.local.set;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Stops the set exactly once, whether by a signal or because of a failure, and decides the exit code: 0 for a stop that
 * somebody asked for, 1 with a reason otherwise.
 */
public final class Termination {

    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Consumer<String> stop;
    private volatile int exitCode;

    /** @param stop stops everything; told why, or {@code null} if somebody asked for it */
    public Termination(Consumer<String> stop) {
        this.stop = stop;
    }

    /**
     * Has SIGINT, SIGTERM and SIGHUP stop the set. The JVM runs this while it shuts down and is ended here, so that a
     * stop on request is a success: without that the exit code would be the signal's.
     */
    public void onSignal() {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                end(0, null);
                            } finally {
                                Runtime.getRuntime().halt(exitCode);
                            }
                        },
                        "stop"));
    }

    /** Stops the set because of a failure and ends this JVM. Does not return. */
    public void fail(String reason) {
        end(1, reason);
        System.exit(1);
    }

    private void end(int code, String reason) {
        if (begun.compareAndSet(false, true)) {
            exitCode = code;
            try {
                stop.accept(reason);
            } finally {
                done.countDown();
            }
        } else {
            awaitDone();
        }
    }

    private void awaitDone() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
