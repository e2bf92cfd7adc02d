package io.ballast.events.background;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** Brings results back to where they were asked for. */
public final class CallerContext {

    private CallerContext() {}

    /** Runs tasks on the Vert.x context of the calling thread, or where they are when it has none. */
    public static Executor executor() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }
}
