package io.ballast.notification.socket;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** A WebSocket client on a bare socket with a small receive buffer, which reads only when told to. */
final class RawReader implements AutoCloseable {

    private static final int RECEIVE_BUFFER = 4096;
    private static final int READ_TIMEOUT_MS = 20_000;
    private static final int CLOSE = 8;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private long payloadBytes;

    RawReader(URI balance, String token) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout(READ_TIMEOUT_MS);
        socket.connect(new InetSocketAddress(balance.getHost(), balance.getPort()));
        OutputStream out = socket.getOutputStream();
        out.write(("GET /balance HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                        + "Authorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        in = new DataInputStream(socket.getInputStream());
        skipHead();
    }

    /** Reads to the end and gives the close frame's code; empty if the connection ended without one. */
    OptionalInt readToClose() throws IOException {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0f;
                byte[] payload = in.readNBytes(length(in.readUnsignedByte() & 0x7f));
                payloadBytes += payload.length;
                if (opcode == CLOSE) {
                    return OptionalInt.of((payload[0] & 0xff) << 8 | payload[1] & 0xff);
                }
            }
        } catch (EOFException end) {
            return OptionalInt.empty();
        }
    }

    long payloadBytes() {
        return payloadBytes;
    }

    private int length(int marker) throws IOException {
        return switch (marker) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> marker;
        };
    }

    private void skipHead() throws IOException {
        int matched = 0;
        byte[] end = {'\r', '\n', '\r', '\n'};
        while (matched < end.length) {
            byte next = in.readByte();
            matched = next == end[matched] ? matched + 1 : next == '\r' ? 1 : 0;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
