package io.ballast.chainbalance.provider;

import io.github.bucket4j.Bucket;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** How many requests one host may still get. Every request to a provider takes one, whatever it is for. */
public final class HostBudget {

    private final Bucket bucket;
    private final Duration wait;
    private final ScheduledExecutorService scheduler;

    /**
     * A full budget.
     *
     * @param wait the longest a request waits for its turn
     * @param scheduler wakes requests that wait without a thread
     */
    public HostBudget(int requestsPerSecond, Duration wait, ScheduledExecutorService scheduler) {
        this.bucket = Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(requestsPerSecond).refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
                .build();
        this.wait = wait;
        this.scheduler = scheduler;
    }

    /** Waits for the request's turn, for a bounded time; blocks the calling thread meanwhile. */
    public void take() throws RpcException {
        try {
            if (!bucket.asBlocking().tryConsume(1, wait)) {
                throw RpcException.throttled(Optional.empty());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw RpcException.unavailable("rpc_unreachable");
        }
    }

    /** The same without a thread; fails with {@link RpcException}. */
    public Uni<Void> takeAsync() {
        return Uni.createFrom()
                .completionStage(() -> bucket.asScheduler().tryConsume(1, wait, scheduler))
                .chain(taken -> taken
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(RpcException.throttled(Optional.empty())));
    }
}
