package io.ballast.notification.socket;

import io.vertx.core.Context;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One event loop with a queue before it: tasks that arrive together take one trip to the loop, not one each. Tasks run in
 * the order given.
 */
public final class EventLoop implements Executor {

    /** After so many tasks the loop attends to its sockets before it goes on. */
    private static final int MAX_TASKS_A_TRIP = 1024;

    private final Context context;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
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

    private void goIfNobodyDoes() {
        if (onTheWay.compareAndSet(false, true)) {
            context.runOnContext(ignored -> run());
        }
    }

    private void run() {
        try {
            for (int i = 0; i < MAX_TASKS_A_TRIP; i++) {
                Runnable task = tasks.poll();
                if (task == null) {
                    break;
                }
                task.run();
            }
        } finally {
            onTheWay.set(false);
            if (!tasks.isEmpty()) {
                goIfNobodyDoes();
            }
        }
    }
}
