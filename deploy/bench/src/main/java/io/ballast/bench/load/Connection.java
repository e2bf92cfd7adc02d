package io.ballast.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A kept-alive HTTP connection with at most one request under way. */
final class Connection implements AutoCloseable {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer out;
    private final AnswerReader answer = new AnswerReader();
    private long mark;
    private long since;
    private boolean busy;

    private Connection(SocketChannel channel, SelectionKey key, int maxRequest) {
        this.channel = channel;
        this.key = key;
        this.out = ByteBuffer.allocateDirect(maxRequest);
    }

    static Connection open(InetSocketAddress address, Selector selector, int maxRequest) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        Connection connection = new Connection(channel, key, maxRequest);
        key.attach(connection);
        return connection;
    }

    /** Sends the next request; its latency counts from then. */
    void send(Requests requests, long due) throws IOException {
        out.clear();
        mark = requests.next(out);
        out.flip();
        since = due;
        busy = true;
        answer.reset();
        write();
    }

    /** Goes on with what the socket did not take. */
    void write() throws IOException {
        channel.write(out);
        int interest = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    /** Takes what came; true when the request is answered. */
    boolean read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            throw new IOException("The service closed the connection");
        }
        buffer.flip();
        if (count == 0 || !answer.read(buffer)) {
            return false;
        }
        busy = false;
        return true;
    }

    boolean isBusy() {
        return busy;
    }

    boolean isWriting() {
        return key.isWritable();
    }

    boolean isReadable() {
        return key.isReadable();
    }

    AnswerReader answer() {
        return answer;
    }

    long mark() {
        return mark;
    }

    long since() {
        return since;
    }

    @Override
    public void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
