package io.ballast.bench.fanout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One socket of a user: the handshake, frames, answers to pings. Used by the thread of its {@link Clients} only. */
final class ClientSocket {

    private static final int SOURCES = 8;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final byte[] MARKER = Bytes.ascii(Message.MARKER);
    private static final byte[] CONFLATES = Bytes.ascii("\"conflates\":[");
    private static final byte[] SWITCHED = Bytes.ascii("HTTP/1.1 101 ");
    private static final byte[] HEAD_END = Bytes.ascii("\r\n\r\n");
    private static final byte[] NOTHING = new byte[0];

    private final int user;
    private final Wire wire;
    private final Deliveries deliveries;
    private final Wire.Resume resume = new Wire.Resume();
    private SocketChannel channel;
    private byte[] rest = NOTHING;
    private int last = -1;
    private boolean upgraded;
    private boolean ready;
    private boolean recovered;

    ClientSocket(int user, Wire wire, Deliveries deliveries) {
        this.user = user;
        this.wire = wire;
        this.deliveries = deliveries;
    }

    /** @param number which of the source addresses, so that ports suffice */
    void connect(Selector selector, InetSocketAddress server, int number) throws IOException {
        rest = NOTHING;
        upgraded = false;
        ready = false;
        recovered = false;
        channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.bind(new InetSocketAddress("127.0.0." + (2 + number % SOURCES), 0));
        channel.configureBlocking(false);
        boolean connected = channel.connect(server);
        channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
        if (connected) {
            write(Bytes.ascii(wire.request(user, resume)));
        }
    }

    void connected(SelectionKey key) throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        write(Bytes.ascii(wire.request(user, resume)));
    }

    void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    boolean isReady() {
        return ready;
    }

    boolean isRecovered() {
        return recovered;
    }

    /** Reads what is there. Fails when the server has closed. */
    void read(ByteBuffer shared) throws IOException {
        int count;
        do {
            shared.clear();
            shared.put(rest);
            rest = NOTHING;
            count = channel.read(shared);
            int end = shared.position();
            int used = parse(shared.array(), end);
            rest = used == end ? NOTHING : Arrays.copyOfRange(shared.array(), used, end);
        } while (count > 0 && !shared.hasRemaining());
        if (count < 0) {
            throw new IOException("closed by the server without a word");
        }
    }

    private int parse(byte[] bytes, int end) throws IOException {
        int from = 0;
        if (!upgraded) {
            int head = Bytes.indexOf(bytes, 0, end, HEAD_END);
            if (head < 0) {
                return 0;
            }
            if (Bytes.indexOf(bytes, 0, SWITCHED.length, SWITCHED) != 0) {
                throw new IOException(
                        "refused: " + new String(bytes, 0, Math.min(head, 80), StandardCharsets.US_ASCII));
            }
            upgraded = true;
            from = head + HEAD_END.length;
        }
        int next = frame(bytes, from, end);
        while (next > from) {
            from = next;
            next = frame(bytes, from, end);
        }
        return from;
    }

    /** Handles one frame; returns where the next begins, or the same place if it is not whole. */
    private int frame(byte[] bytes, int from, int end) throws IOException {
        if (end - from < 2) {
            return from;
        }
        int length = bytes[from + 1] & 0x7f;
        int body = from + 2;
        if (length == 126) {
            if (end - from < 4) {
                return from;
            }
            length = (bytes[from + 2] & 0xff) << 8 | bytes[from + 3] & 0xff;
            body = from + 4;
        } else if (length == 127) {
            throw new IOException("a frame of more than 64 KB");
        }
        if (body + length > end) {
            return from;
        }
        switch (bytes[from] & 0x0f) {
            case TEXT -> text(bytes, body, body + length);
            case PING -> send(PONG, Arrays.copyOfRange(bytes, body, body + length));
            case CLOSE -> throw new IOException("closed by the server: " + Bytes.closing(bytes, body, length));
            default -> {}
        }
        return body + length;
    }

    private void text(byte[] bytes, int from, int end) throws IOException {
        int marker = Bytes.indexOf(bytes, from, end, MARKER);
        if (marker < 0) {
            control(new String(bytes, from, end - from, StandardCharsets.US_ASCII));
            return;
        }
        int number = 0;
        for (int i = marker + MARKER.length; i < marker + MARKER.length + Message.DIGITS; i++) {
            number = 10 * number + bytes[i] - '0';
        }
        deliveries.receive(user, last, number, standsFor(bytes, from, end));
        last = Math.max(last, number);
        wire.remember(new String(bytes, from, end - from, StandardCharsets.US_ASCII), resume);
    }

    private void control(String text) throws IOException {
        String answer = wire.answer(text, resume);
        if (answer != null) {
            send(TEXT, Bytes.ascii(answer));
        }
        if (!ready && wire.isReady(text)) {
            ready = true;
            recovered = resume.position != null && wire.isRecovered(text, resume);
        }
        wire.remember(text, resume);
    }

    /** How many earlier messages this one says it stands for. */
    private static int standsFor(byte[] bytes, int from, int end) {
        int list = Bytes.indexOf(bytes, from, end, CONFLATES);
        if (list < 0) {
            return 0;
        }
        int count = 1;
        for (int i = list + CONFLATES.length; bytes[i] != ']'; i++) {
            count += bytes[i] == ',' ? 1 : 0;
        }
        return count;
    }

    /** Under a mask of zeros: a client's frames must have one. */
    private void send(int opcode, byte[] content) throws IOException {
        byte[] frame = new byte[content.length < 126 ? 6 + content.length : 8 + content.length];
        frame[0] = (byte) (0x80 | opcode);
        if (content.length < 126) {
            frame[1] = (byte) (0x80 | content.length);
        } else {
            frame[1] = (byte) (0x80 | 126);
            frame[2] = (byte) (content.length >> 8);
            frame[3] = (byte) content.length;
        }
        System.arraycopy(content, 0, frame, frame.length - content.length, content.length);
        write(frame);
    }

    /** What a client says is small; a socket whose buffer does not take it is broken. */
    private void write(byte[] bytes) throws IOException {
        if (channel.write(ByteBuffer.wrap(bytes)) < bytes.length) {
            throw new IOException("the server does not read");
        }
    }
}
