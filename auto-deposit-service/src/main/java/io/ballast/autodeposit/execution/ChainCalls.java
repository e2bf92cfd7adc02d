package io.ballast.autodeposit.execution;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Where calls to the network and the signer block, so that no event loop does. */
@ApplicationScoped
class ChainCalls {

    /** A step is several calls, each with its own timeout; Vert.x warns of one that takes longer. */
    private static final int WARN_AFTER_SECONDS = 60;

    private final WorkerExecutor workers;

    ChainCalls(Vertx vertx, CallConfig config) {
        this.workers = vertx.createSharedWorkerExecutor(
                "stellar-calls", config.threads(), WARN_AFTER_SECONDS, TimeUnit.SECONDS);
    }

    /** Runs the work on a thread that may block, and brings the result back to the caller's context. */
    <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> workers.executeBlocking(work, false).toCompletionStage());
    }

    @PreDestroy
    void close() {
        workers.close();
    }
}
