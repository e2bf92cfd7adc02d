package io.ballast.bench.fanout;

import io.ballast.bench.load.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;

/** Messages to the sockets of one peer, and what they cost. Returns when all have arrived; a message that does not fails. */
final class Sending {

    private static final Duration ARRIVED = Duration.ofSeconds(60);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Peer peer;
    private final Clients clients;
    private final Deliveries deliveries;
    private Feed feed;
    private long expected;

    Sending(Peer peer, Clients clients, Deliveries deliveries) {
        this.peer = peer;
        this.feed = peer::feed;
        this.clients = clients;
        this.deliveries = deliveries;
    }

    /** The way in which messages are given. */
    interface Feed {
        void give(int user, int number) throws IOException;
    }

    /** From now on they are given in that way. */
    Sending by(Feed way) {
        feed = way;
        return this;
    }

    /**
     * What was measured.
     *
     * @param deliveries that arrived
     * @param seconds from the first message until the last has arrived
     * @param cpuNanos of the process that has the sockets
     * @param intakeNanos of the process that takes events in
     * @param latencies from when a message was due until a socket had it
     */
    record Cost(long deliveries, double seconds, long cpuNanos, long intakeNanos, Latencies latencies) {

        private static final double MESSAGES = 1_000;
        private static final double NANOS_PER_MS = 1e6;

        double perSecond() {
            return deliveries / seconds;
        }

        /** In ms, for 1,000 deliveries. */
        double cpuMillis() {
            return cpuNanos / NANOS_PER_MS * MESSAGES / deliveries;
        }

        /** With the taking in of events. */
        double wholeCpuMillis() {
            return (cpuNanos + intakeNanos) / NANOS_PER_MS * MESSAGES / deliveries;
        }
    }

    /** One after the other at fixed times; how late one is sent counts as its latency. */
    Cost pace(int messages, double perSecond, int each, IntUnaryOperator user) throws IOException {
        long start = System.nanoTime();
        return measured(messages, each, number -> {
            long due = start + (long) (number * NANOS_PER_SECOND / perSecond);
            for (long ahead = due - System.nanoTime(); ahead > 0; ahead = due - System.nanoTime()) {
                LockSupport.parkNanos(ahead);
            }
            send(user.applyAsInt(number), due);
        });
    }

    /** As fast as they are taken; at most so many are on their way. */
    Cost flood(int messages, int inFlight, int each, IntUnaryOperator user) throws IOException {
        return measured(messages, each, number -> {
            long before = expected + (long) (number - inFlight + 1) * each;
            clients.await("all arrived", ARRIVED, () -> deliveries.done() >= before);
            send(user.applyAsInt(number), System.nanoTime());
        });
    }

    /** Sends without waiting for its arrival, which {@link #awaitAll} does. */
    void post(int user, int each) throws IOException {
        send(user, System.nanoTime());
        expected += each;
    }

    void awaitAll(Duration bound) {
        clients.await("all arrived", bound, () -> deliveries.done() >= expected);
        if (deliveries.done() > expected) {
            throw new IllegalStateException(peer.name() + ": more has arrived than was sent");
        }
    }

    private Cost measured(int messages, int each, Step step) throws IOException {
        deliveries.takeLatencies();
        long cpu = peer.cpuNanos();
        long intake = peer.intakeNanos();
        long start = System.nanoTime();
        for (int number = 0; number < messages; number++) {
            step.send(number);
        }
        long count = (long) messages * each;
        expected += count;
        awaitAll(ARRIVED);
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        return new Cost(count, seconds, peer.cpuNanos() - cpu, peer.intakeNanos() - intake, deliveries.takeLatencies());
    }

    private void send(int user, long due) throws IOException {
        feed.give(user, deliveries.send(user, due));
    }

    private interface Step {
        void send(int number) throws IOException;
    }
}
