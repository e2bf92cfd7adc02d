package io.ballast.notification.ingest;

import io.ballast.notification.ingest.Lane.Waiting;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Spreads what is polled from Kafka over lanes, a partition's records always over the same one. Kafka's connector by itself works
 * on one poll after the other, so that a record waits for the poll before, and the one before that; here it waits for one at most.
 * Not more than a bound, and one poll beyond it, is taken without being done. Safe for any thread.
 *
 * @param <T> a record
 */
final class Lanes<T> {

    private final List<Lane<T>> lanes;
    private final ToIntFunction<T> partition;
    private final int bound;
    private int taken;
    private UniEmitter<? super Void> held;

    /**
     * @param count of the lanes
     * @param atOnce how many records a lane takes together at most; as many times the lanes is the bound
     * @param partition of a record
     * @param work never fails
     */
    Lanes(Vertx vertx, int count, int atOnce, ToIntFunction<T> partition, Function<List<T>, Uni<Void>> work) {
        this.partition = partition;
        this.bound = count * atOnce;
        this.lanes = IntStream.range(0, count)
                .mapToObj(i ->
                        new Lane<>(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()), atOnce, work))
                .toList();
    }

    /**
     * Takes what was polled; to be called again when this has emitted, which is when there is room for more.
     *
     * @param done called once when all of it is done
     */
    Uni<Void> take(List<T> records, Runnable done) {
        return Uni.createFrom().emitter(emitter -> {
            hold(records.size(), emitter);
            AtomicInteger left = new AtomicInteger(records.size());
            byLane(records, () -> oneDone(left, done)).forEach(Lane::add);
            goOn();
        });
    }

    private Map<Lane<T>, List<Waiting<T>>> byLane(List<T> records, Runnable done) {
        Map<Lane<T>, List<Waiting<T>>> byLane = new HashMap<>();
        for (T record : records) {
            Lane<T> lane = lanes.get(partition.applyAsInt(record) % lanes.size());
            byLane.computeIfAbsent(lane, first -> new ArrayList<>()).add(new Waiting<>(record, done));
        }
        return byLane;
    }

    private void oneDone(AtomicInteger left, Runnable done) {
        release();
        if (left.decrementAndGet() == 0) {
            done.run();
        }
        goOn();
    }

    private synchronized void hold(int records, UniEmitter<? super Void> emitter) {
        taken += records;
        held = emitter;
    }

    private synchronized void release() {
        taken--;
    }

    private void goOn() {
        UniEmitter<? super Void> next = next();
        if (next != null) {
            next.complete(null);
        }
    }

    /** Who waits for room, if there is some. */
    private synchronized UniEmitter<? super Void> next() {
        if (taken >= bound) {
            return null;
        }
        UniEmitter<? super Void> next = held;
        held = null;
        return next;
    }
}
