package io.ballast.bench.fanout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** All sockets of a measurement, on one thread. A socket that the server closes stays closed, and is a drop. */
final class Clients implements AutoCloseable {

    /** As many handshakes are under way at once. */
    private static final int OPENING = 128;

    private static final int BUFFER_BYTES = 256 * 1024;
    private static final Duration LOOK = Duration.ofMillis(1);

    private final Peer peer;
    private final Deliveries deliveries;
    private final List<ClientSocket> sockets = new ArrayList<>();
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final Queue<Integer> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> leaving = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "sockets");
    private int opening;
    private volatile int ready;
    private volatile int recovered;
    private volatile int dropped;
    private volatile boolean closed;

    Clients(Peer peer, Deliveries deliveries) {
        this.peer = peer;
        this.deliveries = deliveries;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens sockets of these users, one each; call it once. */
    void open(int[] users) {
        for (int user : users) {
            sockets.add(new ClientSocket(user, peer.wire(), deliveries));
        }
        connect(0, users.length);
    }

    /** Opens the first ones, which are new or have left. */
    void connect(int from, int end) {
        for (int number = from; number < end; number++) {
            waiting.add(number);
        }
        selector.wakeup();
    }

    /** Closes the first ones, without a word; returns when it is done. */
    void leave(int count, Duration bound) {
        int before = ready;
        for (int number = 0; number < count; number++) {
            leaving.add(number);
        }
        recovered = 0;
        selector.wakeup();
        await("all have left", bound, () -> ready == before - count);
    }

    int ready() {
        return ready;
    }

    /** How many have got back to where they were, since they left. */
    int recovered() {
        return recovered;
    }

    /** Sockets that the server has closed or refused. */
    int dropped() {
        return dropped;
    }

    /**
     * Waits for something that the sockets bring about.
     *
     * @throws IllegalStateException after the bound, or as soon as something is broken
     */
    void await(String what, Duration bound, BooleanSupplier condition) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (deliveries.broken() != null) {
                throw new IllegalStateException(peer.name() + ": " + deliveries.broken());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%s: not %s after %d s; %d sockets, %d dropped, %d messages"
                        .formatted(peer.name(), what, bound.toSeconds(), ready, dropped, deliveries.done()));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(this::handle, 100);
                depart();
                while (opening < OPENING && !waiting.isEmpty()) {
                    opening++;
                    connect(waiting.poll());
                }
            }
        } catch (IOException | RuntimeException e) {
            deliveries.broken("the client failed: " + e);
        }
    }

    private void connect(int number) throws IOException {
        sockets.get(number).connect(selector, peer.address(), number);
    }

    private void depart() throws IOException {
        while (!leaving.isEmpty()) {
            sockets.get(leaving.poll()).close();
            ready--;
        }
    }

    private void handle(SelectionKey key) {
        ClientSocket socket = (ClientSocket) key.attachment();
        boolean before = socket.isReady();
        try {
            if (key.isConnectable()) {
                socket.connected(key);
            } else {
                socket.read(buffer);
            }
        } catch (IOException e) {
            dropped(socket, before, e);
            return;
        }
        if (!before && socket.isReady()) {
            opening--;
            recovered += socket.isRecovered() ? 1 : 0;
            ready++;
        }
    }

    private void dropped(ClientSocket socket, boolean wasReady, IOException reason) {
        dropped++;
        if (wasReady) {
            ready--;
        } else {
            opening--;
        }
        deliveries.broken("a socket was dropped, " + reason.getMessage());
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (ClientSocket socket : sockets) {
            socket.close();
        }
        selector.close();
    }
}
