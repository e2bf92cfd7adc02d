package io.ballast.ledger.archive;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Runs what reads and writes files, away from event loops, on one thread of its own. */
@ApplicationScoped
class FileWork {

    private static final int THREADS = 1;

    /** A chunk is written in milliseconds; syncing a whole month's file can take a slow disk a while. */
    private static final long WARN_AFTER_MINUTES = 5;

    private final WorkerExecutor workers;

    FileWork(Vertx vertx) {
        this.workers = vertx.createSharedWorkerExecutor("archive-files", THREADS, WARN_AFTER_MINUTES, TimeUnit.MINUTES);
    }

    <T> Uni<T> call(Callable<T> work) {
        return workers.executeBlocking(work, true);
    }

    Uni<Void> run(Runnable work) {
        return call(() -> {
                    work.run();
                    return null;
                })
                .replaceWithVoid();
    }
}
