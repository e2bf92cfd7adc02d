package io.ballast.ledger.transfer;

import io.ballast.events.outbox.Traceparent;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transfer.PostTransfers.Answered;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gathers the requests that come while others are being written, and posts them in one database transaction (group commit).
 * Who comes after a pause waits for nobody: an idle writer takes him at once. Under load batches begin a few milliseconds apart,
 * because a transaction costs about the same for one request as for several. A queue that is full, or whose first has waited for
 * long, refuses at once, so that whoever is let in is answered in time.
 */
@Startup
@ApplicationScoped
public class TransferBatcher {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final PostTransfers postTransfers;
    private final PostingConfig config;
    private final SingleAnswer singleAnswer;
    private final Vertx vertx;
    private final PostingQueue<Waiting> queue;
    private final AtomicInteger idleWriters;
    private final DistributionSummary batchSizes;
    private volatile long begun = System.nanoTime();

    TransferBatcher(
            PostTransfers postTransfers,
            PostingConfig config,
            SingleAnswer singleAnswer,
            Vertx vertx,
            MeterRegistry meters) {
        this.postTransfers = postTransfers;
        this.config = config;
        this.singleAnswer = singleAnswer;
        this.vertx = vertx;
        this.queue = new PostingQueue<>(config.queueSize(), Waiting::weight, config.longestWait(), System::nanoTime);
        this.idleWriters = new AtomicInteger(config.writers());
        this.batchSizes = DistributionSummary.builder("posting.batch.size")
                .description("Requests that were posted in one database transaction")
                .register(meters);
        Gauge.builder("posting.queue.size", queue, PostingQueue::queued)
                .description("Transfers that wait for a writer")
                .register(meters);
    }

    /** Posts a request of one transfer; the answer is its transaction. */
    public Uni<Answer> post(Caller caller, Claim claim, String path, Transfer transfer) {
        return post(new PostingRequest(
                caller, claim, path, Traceparent.current(), List.of(Chain.of(transfer)), singleAnswer));
    }

    /**
     * Posts a request. It is answered when its transaction is durable, and is posted even if nobody waits for the answer any
     * more. Fails with the problem {@code overloaded} if too much is waiting already, and then nothing has happened.
     */
    public Uni<Answer> post(PostingRequest request) {
        return Uni.createFrom().emitter(emitter -> enqueue(new Waiting(request, emitter)));
    }

    private void enqueue(Waiting waiting) {
        if (queue.offer(waiting.request().caller().tenant(), waiting)) {
            startWriter();
        } else {
            waiting.emitter().fail(overloaded());
        }
    }

    private void startWriter() {
        if (idleWriters.getAndUpdate(idle -> idle > 0 ? idle - 1 : 0) > 0) {
            Context context = vertx.getOrCreateContext();
            context.runOnContext(started -> writeInTime(context));
        }
    }

    /** Not before the gathering is over, unless the batch is full. */
    private void writeInTime(Context context) {
        long early = config.gathering().toMillis() - (System.nanoTime() - begun) / NANOS_PER_MILLI;
        int queued = queue.queued();
        if (early > 0 && queued > 0 && queued < config.batchSize()) {
            vertx.setTimer(early, gathered -> context.runOnContext(next -> write(context)));
        } else {
            write(context);
        }
    }

    /** Who comes between the look into the queue and the writer's end finds a writer: it looks once more. */
    private void write(Context context) {
        PostingQueue.Batch<Waiting> batch = queue.poll(config.batchSize());
        if (batch != null) {
            begun = System.nanoTime();
            batchSizes.record(batch.elements().size());
            post(batch).subscribe().with(posted -> context.runOnContext(next -> writeInTime(context)));
            return;
        }
        idleWriters.incrementAndGet();
        if (queue.queued() > 0) {
            startWriter();
        }
    }

    /** Never fails: every request of the batch will be answered, or is told why not. */
    private Uni<Void> post(PostingQueue.Batch<Waiting> batch) {
        return postTransfers
                .postAll(batch.tenant(), requests(batch.elements()))
                .invoke(answered -> answer(batch, answered))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> failed(batch, failure));
    }

    /** What one request breaks, the others need not pay for: each is tried alone, unless the database is away. */
    private Uni<Void> failed(PostingQueue.Batch<Waiting> batch, Throwable failure) {
        if (batch.elements().size() == 1 || Problems.passesByItself(failure)) {
            batch.elements().forEach(waiting -> waiting.emitter().fail(failure));
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(batch.elements())
                .onItem()
                .transformToUniAndConcatenate(waiting -> post(batch.of(waiting)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private HttpProblem overloaded() {
        return Problems.builder(ProblemCode.OVERLOADED)
                .withHeader(HttpHeaders.RETRY_AFTER, config.retryAfterSeconds())
                .build();
    }

    /** The answers follow the cache, the writer does not wait for it. */
    private void answer(PostingQueue.Batch<Waiting> batch, Answered answered) {
        postTransfers
                .tellCache(batch.tenant(), answered)
                .subscribe()
                .with(told -> complete(batch.elements(), answered.answers()));
    }

    private static void complete(List<Waiting> waiting, List<Answer> answers) {
        for (int index = 0; index < waiting.size(); index++) {
            waiting.get(index).emitter().complete(answers.get(index));
        }
    }

    private static List<PostingRequest> requests(List<Waiting> waiting) {
        return waiting.stream().map(Waiting::request).toList();
    }

    private record Waiting(PostingRequest request, UniEmitter<? super Answer> emitter) {

        int weight() {
            return request.weight();
        }
    }
}
