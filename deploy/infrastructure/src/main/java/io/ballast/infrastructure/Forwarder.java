package io.ballast.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One address on loopback for a server that may be another one tomorrow, or for several that do the same: it passes TCP
 * connections on, as a Kubernetes Service does.
 */
public final class Forwarder implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final int CONNECT_MILLIS = 1_000;

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile Supplier<List<Integer>> targets;

    private Forwarder(ServerSocket listener, Supplier<List<Integer>> targets) {
        this.listener = listener;
        this.targets = targets;
    }

    /** Listens on a free port and passes on to the given one. */
    public static Forwarder to(int target) {
        return among(() -> List.of(target));
    }

    /**
     * Listens on a free port and passes each connection on to the next of several, or to the one after it if that is not there.
     *
     * @param targets asked with each connection; those that are open stay where they are
     */
    public static Forwarder among(Supplier<List<Integer>> targets) {
        try {
            ServerSocket listener = new ServerSocket(Ports.free(), BACKLOG, InetAddress.getLoopbackAddress());
            Forwarder forwarder = new Forwarder(listener, targets);
            Thread.ofVirtual().name("forwarder").start(forwarder::accept);
            return forwarder;
        } catch (IOException e) {
            throw new PartFailed("Forwarder", "cannot listen: " + e.getMessage(), e);
        }
    }

    /** Where clients connect. */
    public int port() {
        return listener.getLocalPort();
    }

    /** From now on connections go there alone; those that are open end. */
    public void pointTo(int port) {
        targets = () -> List.of(port);
        open.forEach(Forwarder::end);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Forwarder::end);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                client.setTcpNoDelay(true);
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException e) {
            // Closed.
            open.forEach(Forwarder::end);
        }
    }

    /** A client whose server cannot be reached is cut off, as by a server that is not there. */
    private void connect(Socket client) {
        Supplier<List<Integer>> now = targets;
        Optional<Socket> reached = reach(now.get());
        if (reached.isEmpty()) {
            endBoth(client, client);
            return;
        }
        Socket server = reached.get();
        open.add(server);
        if (now != targets) {
            endBoth(client, server);
            return;
        }
        Thread.ofVirtual().start(() -> pass(client, server));
        pass(server, client);
    }

    /** The first that answers, beginning with the one whose turn it is. */
    private Optional<Socket> reach(List<Integer> ports) {
        int first = turn.getAndIncrement();
        return IntStream.range(0, ports.size())
                .map(place -> ports.get(Math.floorMod(first + place, ports.size())))
                .mapToObj(Forwarder::connected)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Socket> connected(int port) {
        Socket server = new Socket();
        try {
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return Optional.of(server);
        } catch (IOException e) {
            end(server);
            return Optional.empty();
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them is gone; so is the other, below.
        } finally {
            endBoth(from, to);
        }
    }

    private void endBoth(Socket one, Socket other) {
        end(one);
        end(other);
        open.remove(one);
        open.remove(other);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
