package io.ballast.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One address on loopback for a server that may be another one tomorrow: it passes TCP connections on to whichever is the
 * primary now, as a Kubernetes Service does. Whoever was connected to the one before is cut off.
 */
public final class Forwarder implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final int CONNECT_MILLIS = 1_000;

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;

    private Forwarder(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** Listens on a free port and passes on to the given one. */
    public static Forwarder to(int target) {
        try {
            ServerSocket listener = new ServerSocket(Ports.free(), BACKLOG, InetAddress.getLoopbackAddress());
            Forwarder forwarder = new Forwarder(listener, target);
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

    /** From now on connections go there; those that are open end. */
    public void pointTo(int port) {
        target = port;
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
        int port = target;
        Socket server = new Socket();
        open.add(server);
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            endBoth(client, server);
            return;
        }
        if (port != target) {
            endBoth(client, server);
            return;
        }
        Thread.ofVirtual().start(() -> pass(client, server));
        pass(server, client);
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
