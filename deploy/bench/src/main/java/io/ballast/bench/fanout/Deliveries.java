package io.ballast.bench.fanout;

import io.ballast.bench.load.Latencies;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What was sent to whom and what has arrived. Each socket must see the messages of its user, each once, in the order in which
 * they were sent; the first that breaks this is remembered. Sent on one thread, received on another.
 */
final class Deliveries {

    /** The user of a message that is for every socket. */
    static final int EVERYBODY = -1;

    private static final int CAPACITY = 4_000_000;

    private final AtomicLongArray dueAt = new AtomicLongArray(CAPACITY);
    private final AtomicIntegerArray userOf = new AtomicIntegerArray(CAPACITY);
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong conflated = new AtomicLong();
    private final AtomicReference<String> broken = new AtomicReference<>();
    private int sent;
    private volatile Latencies latencies = new Latencies();

    /** A message's number, in the order of sending. */
    int send(int user, long due) {
        if (sent == CAPACITY) {
            throw new IllegalStateException("More messages than a run is made for");
        }
        dueAt.set(sent, due);
        userOf.set(sent, user);
        return sent++;
    }

    /** A socket of the user, which has seen the messages up to {@code last}, got the message. */
    void receive(int user, int last, int number, int standsFor) {
        if (number >= CAPACITY || number < 0 || dueAt.get(number) == 0) {
            broken("user " + user + " got message " + number + ", which was not sent");
        } else if (userOf.get(number) != user && userOf.get(number) != EVERYBODY) {
            broken("user " + user + " got message " + number + " of user " + userOf.get(number));
        } else if (number <= last) {
            broken("user " + user + " got message " + number + " after " + last);
        } else {
            latencies.add(System.nanoTime() - dueAt.get(number));
            conflated.addAndGet(standsFor);
            received.incrementAndGet();
        }
    }

    void broken(String what) {
        broken.compareAndSet(null, what);
    }

    /** Messages that arrived, and those that a later balance stands for. */
    long done() {
        return received.get() + conflated.get();
    }

    long conflated() {
        return conflated.get();
    }

    /** What should not have happened, or null. */
    String broken() {
        return broken.get();
    }

    /** The latencies since the last call; nothing may be on its way. */
    Latencies takeLatencies() {
        Latencies taken = latencies;
        latencies = new Latencies();
        return taken;
    }
}
