package io.ballast.notification.socket;

import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One event loop with a queue before it: tasks that arrive together take one trip to the loop, not one each, and what they want
 * to write is written when they are done. Tasks run in the order given.
 */
public final class EventLoop implements Executor {

    /** After so many tasks, or such a time, the loop attends to its sockets before it goes on. */
    private static final int MAX_TASKS_A_TRIP = 1024;

    /** A task takes little more than a look at the clock. */
    private static final int TASKS_A_LOOK = 16;

    private static final long MAX_NANOS_A_TRIP = TimeUnit.MILLISECONDS.toNanos(20);

    private final Context context;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> ends = new ArrayDeque<>();
    private final AtomicBoolean onTheWay = new AtomicBoolean();

    /** @param context of the loop; the same for all its tasks */
    EventLoop(Context context) {
        this.context = context;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        goIfNobodyDoes();
    }

    /** Runs the task when those are done that have come together with the caller's. Called on this loop only. */
    public void afterwards(Runnable task) {
        ends.add(task);
        goIfNobodyDoes();
    }

    /** Whether that is the loop under this one. */
    boolean isOf(io.netty.channel.EventLoop netty) {
        return ((ContextInternal) context).nettyEventLoop() == netty;
    }

    private void goIfNobodyDoes() {
        if (onTheWay.compareAndSet(false, true)) {
            context.runOnContext(ignored -> run());
        }
    }

    private void run() {
        try {
            runAll(tasks);
            runAll(ends);
        } finally {
            onTheWay.set(false);
            if (!tasks.isEmpty() || !ends.isEmpty()) {
                goIfNobodyDoes();
            }
        }
    }

    private static void runAll(Queue<Runnable> queue) {
        long begin = System.nanoTime();
        for (int i = 0; i < MAX_TASKS_A_TRIP; i++) {
            if (i % TASKS_A_LOOK == 0 && System.nanoTime() - begin > MAX_NANOS_A_TRIP) {
                return;
            }
            Runnable task = queue.poll();
            if (task == null) {
                return;
            }
            task.run();
        }
    }
}
