package io.ballast.bench.chain;

import io.ballast.infrastructure.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The way to a TCP server (a WebSocket, gRPC): what goes over it arrives half of the latency later, in both directions. */
final class SlowPipe implements AutoCloseable {

    private static final int BACKLOG = 64;
    private static final int BUFFER = 65_536;
    private static final int MOST_CHUNKS = 4_096;

    private final int targetPort;
    private final long halfNanos;
    private final int port = Ports.free();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listener;

    /** Bytes on their way; none: the end. */
    private record Chunk(byte[] bytes, long due) {}

    SlowPipe(int targetPort, Duration latency) {
        this.targetPort = targetPort;
        this.halfNanos = latency.toNanos() / 2;
        open();
    }

    int port() {
        return port;
    }

    /** Nobody listens any more, and what was connected is not. */
    void cut() {
        end(listener);
        sockets.forEach(SlowPipe::end);
        sockets.clear();
    }

    void open() {
        try {
            ServerSocket opened = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
            listener = opened;
            Thread.ofVirtual().start(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                Socket client = opened.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                carry(client, server);
                carry(server, client);
            }
        } catch (IOException e) {
            // Cut, or the target is gone: whoever connects is refused.
            end(opened);
        }
    }

    private void carry(Socket from, Socket to) {
        BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(MOST_CHUNKS);
        Thread.ofVirtual().start(() -> take(from, underWay));
        Thread.ofVirtual().start(() -> deliver(underWay, from, to));
    }

    private void take(Socket from, BlockingQueue<Chunk> underWay) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                underWay.put(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime() + halfNanos));
            }
        } catch (IOException e) {
            // As good as the end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.offer(new Chunk(new byte[0], System.nanoTime() + halfNanos));
        }
    }

    private void deliver(BlockingQueue<Chunk> underWay, Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = underWay.take(); chunk.bytes().length > 0; chunk = underWay.take()) {
                TimeUnit.NANOSECONDS.sleep(chunk.due() - System.nanoTime());
                out.write(chunk.bytes());
            }
        } catch (IOException e) {
            // The other side is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(from);
            end(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }

    @Override
    public void close() {
        cut();
    }
}
