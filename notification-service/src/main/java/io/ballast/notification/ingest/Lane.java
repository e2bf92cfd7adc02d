package io.ballast.notification.ingest;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/**
 * Records of some partitions, worked on in their order: what comes while others are worked on is taken together next, so nobody
 * waits for company and a busy ledger costs a trip for many. Safe for any thread; the work is done on one event loop.
 *
 * @param <T> a record
 */
final class Lane<T> {

    /** A record, and who is told once the work on it is done. */
    record Waiting<T>(T record, Runnable done) {}

    private final Context loop;
    private final int atOnce;
    private final Function<List<T>, Uni<Void>> work;
    private final Queue<Waiting<T>> waiting = new ArrayDeque<>();
    private boolean working;

    /**
     * @param atOnce how many are taken together at most
     * @param work never fails
     */
    Lane(Context loop, int atOnce, Function<List<T>, Uni<Void>> work) {
        this.loop = loop;
        this.atOnce = atOnce;
        this.work = work;
    }

    void add(List<Waiting<T>> more) {
        if (enqueue(more)) {
            loop.runOnContext(begin -> next());
        }
    }

    /** @return whether nobody works on the lane yet */
    private synchronized boolean enqueue(List<Waiting<T>> more) {
        waiting.addAll(more);
        boolean begins = !working;
        working = true;
        return begins;
    }

    /** Who gave the records does not wait for them, so the lane itself subscribes; it is told by what each brings along. */
    private void next() {
        List<Waiting<T>> taken = take();
        if (!taken.isEmpty()) {
            work.apply(taken.stream().map(Waiting::record).toList())
                    .subscribe()
                    .with(worked -> loop.runOnContext(back -> done(taken)));
        }
    }

    private void done(List<Waiting<T>> taken) {
        next();
        taken.forEach(one -> one.done().run());
    }

    private synchronized List<Waiting<T>> take() {
        List<Waiting<T>> taken = new ArrayList<>();
        while (taken.size() < atOnce && !waiting.isEmpty()) {
            taken.add(waiting.poll());
        }
        working = !taken.isEmpty();
        return taken;
    }
}
