package io.ballast.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests over many kept-alive connections from one thread, which costs the measured machine little. Without a rate
 * each connection sends when it was answered; with one, requests are due at fixed times whatever the service does, and their
 * latency counts from then (no coordinated omission).
 */
public final class LoadGenerator implements AutoCloseable {

    private static final int READ_BUFFER = 262_144;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);
    private static final long MILLI = 1_000_000L;

    private final Selector selector;
    private final Requests requests;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BUFFER);
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final Latencies latencies = new Latencies();
    private int underWay;
    private long lost;
    private long succeeded;
    private long start;
    private long end;

    private LoadGenerator(InetSocketAddress service, int connections, Requests requests) throws IOException {
        this.selector = Selector.open();
        this.requests = requests;
        for (int count = 0; count < connections; count++) {
            idle.add(Connection.open(service, selector, requests.maxSize()));
        }
    }

    /** As many requests as the connections can carry. */
    public static Load saturate(InetSocketAddress service, int connections, Duration duration, Requests requests) {
        return run(service, connections, duration, requests, 0);
    }

    /** So many requests a second. */
    public static Load pace(
            InetSocketAddress service, int connections, Duration duration, Requests requests, double perSecond) {
        return run(service, connections, duration, requests, perSecond);
    }

    private static Load run(
            InetSocketAddress service, int connections, Duration duration, Requests requests, double perSecond) {
        try (LoadGenerator generator = new LoadGenerator(service, connections, requests)) {
            return generator.run(duration, perSecond);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Load run(Duration duration, double perSecond) throws IOException {
        start = System.nanoTime();
        end = start + duration.toNanos();
        long unsent = perSecond > 0 ? paced(perSecond) : saturated();
        awaitLastAnswers();
        return new Load(duration, succeeded, statuses, lost + underWay, unsent, latencies);
    }

    private long saturated() throws IOException {
        long now = System.nanoTime();
        while (now < end) {
            while (!idle.isEmpty()) {
                send(idle.poll(), System.nanoTime());
            }
            if (underWay == 0) {
                throw new IOException("All connections were lost");
            }
            select((end - now) / MILLI + 1);
            now = System.nanoTime();
        }
        return 0;
    }

    /** Requests that are due wait for a free connection; who waits longer than the run is unsent. */
    private long paced(double perSecond) throws IOException {
        double interval = 1e9 / perSecond;
        long sent = 0;
        long due = start;
        long now = System.nanoTime();
        while (true) {
            while (due <= now && due < end && !idle.isEmpty()) {
                send(idle.poll(), due);
                sent++;
                due = start + (long) (sent * interval);
            }
            if (now >= end) {
                return Math.max(0, (long) ((end - start) / interval) - sent);
            }
            await(Math.min(due, end) - now);
            now = System.nanoTime();
        }
    }

    /** A selector waits whole milliseconds, so what is left of one is slept; a look at it costs as much as a request. */
    private void await(long nanos) throws IOException {
        if (nanos > 0 && nanos < MILLI) {
            LockSupport.parkNanos(nanos);
            selector.selectNow(this::ready);
        } else {
            select(Math.max(1, nanos / MILLI));
        }
    }

    private void awaitLastAnswers() throws IOException {
        long deadline = System.nanoTime() + LAST_ANSWERS.toNanos();
        while (underWay > 0 && System.nanoTime() < deadline) {
            select(100);
        }
    }

    private void select(long millis) throws IOException {
        selector.select(this::ready, millis);
    }

    private void send(Connection connection, long due) {
        underWay++;
        try {
            connection.send(requests, due);
        } catch (IOException e) {
            drop(connection);
        }
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (connection.isWriting()) {
                connection.write();
            }
            if (connection.isReadable() && connection.read(buffer)) {
                answered(connection);
            }
        } catch (IOException e) {
            drop(connection);
        }
    }

    private void answered(Connection connection) {
        underWay--;
        long now = System.nanoTime();
        int status = connection.answer().status();
        statuses.merge(status, 1L, Long::sum);
        latencies.add(now - connection.since());
        if (Load.isSuccess(status) && now <= end) {
            succeeded++;
        }
        requests.answered(connection.mark(), status, connection.answer().bodyStart());
        idle.add(connection);
    }

    /** Nobody knows what became of its request. */
    private void drop(Connection connection) {
        if (connection.isBusy()) {
            underWay--;
            lost++;
        }
        idle.remove(connection);
        connection.close();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            ((Connection) key.attachment()).close();
        }
        selector.close();
    }
}
