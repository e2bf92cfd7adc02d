package io.ballast.ledger.transfer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/**
 * What waits to be posted, bounded by its weight and by how long it waits: tenants take turns, and within a tenant first comes
 * first. All methods may be called by any thread.
 */
final class PostingQueue<T> {

    private final int bound;
    private final ToIntFunction<T> weight;
    private final long longestNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Deque<Waiting<T>>> waiting = new LinkedHashMap<>();
    private int queued;

    /**
     * @param bound the weight that may wait; what comes to an empty queue is taken whatever its weight
     * @param weight how heavy an element is, more than zero
     * @param longest what comes to a tenant whose first has waited longer is refused: it would wait as long, and who asked for it
     *     may have given up by then and ask again, which is more work for nothing
     * @param nanoTime the time, as {@link System#nanoTime()}
     */
    PostingQueue(int bound, ToIntFunction<T> weight, Duration longest, LongSupplier nanoTime) {
        this.bound = bound;
        this.weight = weight;
        this.longestNanos = longest.toNanos();
        this.nanoTime = nanoTime;
    }

    private record Waiting<T>(T element, long since) {}

    /** Adds the element, or refuses it because too much is waiting, or has been for too long. */
    synchronized boolean offer(String tenant, T element) {
        int heavier = weight.applyAsInt(element);
        long now = nanoTime.getAsLong();
        Deque<Waiting<T>> turn = waiting.get(tenant);
        if ((queued > 0 && queued + heavier > bound) || isLate(turn, now)) {
            return false;
        }
        queued += heavier;
        waiting.computeIfAbsent(tenant, added -> new ArrayDeque<>()).add(new Waiting<>(element, now));
        return true;
    }

    private boolean isLate(Deque<Waiting<T>> turn, long now) {
        return turn != null && now - turn.getFirst().since() > longestNanos;
    }

    /**
     * Takes what may be posted together: elements of the tenant whose turn it is, as many as weigh no more than the bound,
     * but at least one.
     *
     * @return null if nothing waits
     */
    synchronized Batch<T> poll(int maxWeight) {
        if (waiting.isEmpty()) {
            return null;
        }
        String tenant = waiting.keySet().iterator().next();
        Deque<Waiting<T>> turn = waiting.remove(tenant);
        List<T> taken = take(turn, maxWeight);
        if (!turn.isEmpty()) {
            waiting.put(tenant, turn);
        }
        return new Batch<>(tenant, taken);
    }

    /** The weight that waits. */
    synchronized int queued() {
        return queued;
    }

    private List<T> take(Deque<Waiting<T>> turn, int maxWeight) {
        List<T> taken = new ArrayList<>();
        int total = 0;
        while (!turn.isEmpty()) {
            int next = weight.applyAsInt(turn.getFirst().element());
            if (!taken.isEmpty() && total + next > maxWeight) {
                break;
            }
            taken.add(turn.removeFirst().element());
            total += next;
        }
        queued -= total;
        return taken;
    }

    /** Elements of one tenant, in the order they came. */
    record Batch<T>(String tenant, List<T> elements) {

        /** One of the elements alone. */
        Batch<T> of(T element) {
            return new Batch<>(tenant, List.of(element));
        }
    }
}
