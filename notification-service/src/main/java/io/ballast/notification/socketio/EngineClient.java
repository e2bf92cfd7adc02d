package io.ballast.notification.socketio;

import io.ballast.notification.socket.EventLoop;
import io.ballast.notification.socket.SocketWriter;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One client of Engine.IO, version 4: packets in order over polls, over a WebSocket, or over the one and then the other. Lives
 * on one event loop; whatever comes on another is brought there.
 */
final class EngineClient {

    /** Who is told what comes. Called on the client's event loop. */
    interface Listener {

        void message(String text);

        void binaryMessage();

        /** The client has shown that it is there. */
        void heard();

        /** The client is gone, or was closed. Called once. */
        void closed();
    }

    /** One poll that waits for packets. */
    interface Poll {

        void answer(String packets, Runnable written);

        void refuse(EngineError error);
    }

    private record Outgoing(byte[] packet, Runnable written) {}

    private enum Carrier {
        POLLS,
        /** A WebSocket has been probed, the client has not yet moved to it. */
        UPGRADING,
        WEB_SOCKET,
        CLOSED
    }

    private static final Logger LOG = Logger.getLogger(EngineClient.class);
    private static final String SEPARATOR = "\u001e";
    private static final String NOOP = "6";
    private static final String CLOSE = "1";
    private static final Runnable NOBODY_WAITS = () -> {};

    private final String sid;
    private final EventLoop loop;
    private final SocketIoConfig config;
    private final Consumer<EngineClient> forget;
    private final long openedAt = System.nanoTime();
    private final Deque<Outgoing> outgoing = new ArrayDeque<>();
    private Listener listener;
    private Carrier carrier;
    private Poll poll;
    private ServerWebSocket socket;
    private SocketWriter writer;
    private boolean connected;
    private long pingedAt;
    private boolean awaitingPong;

    private EngineClient(
            String sid, EventLoop loop, SocketIoConfig config, Consumer<EngineClient> forget, Carrier carrier) {
        this.sid = sid;
        this.loop = loop;
        this.config = config;
        this.forget = forget;
        this.carrier = carrier;
        // Clients that came together are pinged spread over the interval: all at once they hold up everybody's frames.
        this.pingedAt = openedAt
                - ThreadLocalRandom.current().nextLong(config.pingInterval().toNanos());
    }

    /** A client that polls. */
    static EngineClient polling(String sid, EventLoop loop, SocketIoConfig config, Consumer<EngineClient> forget) {
        return new EngineClient(sid, loop, config, forget, Carrier.POLLS);
    }

    /** A client that came with a WebSocket. */
    static EngineClient over(
            ServerWebSocket socket,
            SocketWriter writer,
            String sid,
            EventLoop loop,
            SocketIoConfig config,
            Consumer<EngineClient> forget) {
        EngineClient client = new EngineClient(sid, loop, config, forget, Carrier.WEB_SOCKET);
        client.socket = socket;
        client.writer = writer;
        client.receive(socket, writer);
        return client;
    }

    String sid() {
        return sid;
    }

    EventLoop loop() {
        return loop;
    }

    void listen(Listener to) {
        listener = to;
    }

    /** The client has a session: it may stay. */
    void connected(boolean value) {
        connected = value;
    }

    /** The packet that opens the connection, as text. */
    String handshake() {
        boolean upgradable = carrier == Carrier.POLLS;
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":[" + (upgradable ? "\"websocket\"" : "") + "],\"pingInterval\":"
                + config.pingInterval().toMillis() + ",\"pingTimeout\":"
                + config.pingTimeout().toMillis() + ",\"maxPayload\":" + config.maxPayload() + "}";
    }

    /** Sends a packet in its turn. */
    void send(String packet) {
        send(packet.getBytes(StandardCharsets.UTF_8), NOBODY_WAITS);
    }

    /**
     * Sends a packet in its turn.
     *
     * @param packet in UTF-8
     * @param written called once it has left this process, or can not any more
     */
    void send(byte[] packet, Runnable written) {
        switch (carrier) {
            case WEB_SOCKET -> writer.write(packet, written);
            case POLLS, UPGRADING -> {
                outgoing.add(new Outgoing(packet, written));
                answerPoll();
            }
            case CLOSED -> written.run();
        }
    }

    /** What was sent over the WebSocket leaves now. */
    void flushSocket() {
        if (carrier == Carrier.WEB_SOCKET) {
            writer.flush();
        }
    }

    /** A poll waits for packets; two at a time are more than a client can want. */
    void poll(Poll waiting) {
        if (carrier == Carrier.CLOSED) {
            waiting.refuse(EngineError.UNKNOWN_SID);
        } else if (carrier == Carrier.WEB_SOCKET) {
            waiting.refuse(EngineError.BAD_REQUEST);
        } else if (poll != null) {
            waiting.refuse(EngineError.BAD_REQUEST);
            close();
        } else {
            poll = waiting;
            answerPoll();
        }
    }

    /** The connection under the waiting poll is gone. */
    void pollLost(Poll lost) {
        if (poll == lost) {
            poll = null;
            close();
        }
    }

    /** Packets came in the body of a request. */
    void packets(String payload) {
        for (String packet : payload.split(SEPARATOR, -1)) {
            if (carrier == Carrier.CLOSED) {
                return;
            }
            packet(packet);
        }
    }

    boolean isClosed() {
        return carrier == Carrier.CLOSED;
    }

    /** A WebSocket that the client wants to move to. */
    void probe(ServerWebSocket candidate, SocketWriter to) {
        if (candidate.isClosed()) {
            return;
        }
        if (carrier == Carrier.POLLS) {
            receive(candidate, to);
            candidate.resume();
        } else {
            candidate.resume();
            candidate.close();
        }
    }

    private void receive(ServerWebSocket from, SocketWriter to) {
        from.exceptionHandler(failure -> LOG.debugf("Client %s: %s", sid, failure));
        from.textMessageHandler(text -> loop.execute(() -> received(from, to, text)));
        from.binaryMessageHandler(bytes -> loop.execute(() -> receivedBinary(from)));
        from.closeHandler(closed -> loop.execute(() -> lost(from)));
    }

    private void received(ServerWebSocket from, SocketWriter to, String text) {
        if (from == socket) {
            packet(text);
        } else {
            probed(from, to, text);
        }
    }

    private void receivedBinary(ServerWebSocket from) {
        if (from == socket && carrier == Carrier.WEB_SOCKET) {
            listener.binaryMessage();
        }
    }

    private void lost(ServerWebSocket gone) {
        if (gone == socket) {
            ended();
        } else if (carrier == Carrier.UPGRADING) {
            // the client stays with its polls
            carrier = Carrier.POLLS;
        }
    }

    private void probed(ServerWebSocket candidate, SocketWriter to, String text) {
        if (carrier == Carrier.POLLS && text.equals("2probe")) {
            carrier = Carrier.UPGRADING;
            candidate.writeTextMessage("3probe");
            // the client ends its polls before it moves
            answerPoll();
        } else if (carrier == Carrier.UPGRADING && text.equals("5")) {
            socket = candidate;
            writer = to;
            carrier = Carrier.WEB_SOCKET;
            endPoll();
            flush();
        } else {
            candidate.close();
        }
    }

    private void endPoll() {
        if (poll != null) {
            Poll last = poll;
            poll = null;
            last.answer(NOOP, NOBODY_WAITS);
        }
    }

    private void flush() {
        for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
            writer.write(next.packet(), next.written());
        }
    }

    private void answerPoll() {
        if (poll == null || outgoing.isEmpty() && carrier != Carrier.UPGRADING) {
            return;
        }
        Poll answered = poll;
        poll = null;
        if (outgoing.isEmpty()) {
            answered.answer(NOOP, NOBODY_WAITS);
            return;
        }
        List<Runnable> written = new ArrayList<>();
        StringBuilder packets = new StringBuilder();
        while (!outgoing.isEmpty() && (packets.isEmpty() || packets.length() < config.maxPollBytes())) {
            Outgoing next = outgoing.poll();
            packets.append(packets.isEmpty() ? "" : SEPARATOR)
                    .append(new String(next.packet(), StandardCharsets.UTF_8));
            written.add(next.written());
        }
        answered.answer(packets.toString(), () -> loop.execute(() -> written.forEach(Runnable::run)));
    }

    private void packet(String packet) {
        if (carrier == Carrier.CLOSED) {
            return;
        }
        if (packet.isEmpty()) {
            close();
            return;
        }
        switch (packet.charAt(0)) {
            case '1' -> close();
            case '3' -> {
                awaitingPong = false;
                listener.heard();
            }
            case '4' -> listener.message(packet.substring(1));
            case 'b' -> listener.binaryMessage();
            default -> close();
        }
    }

    /** Pings when it is time, and closes who does not answer, or does not connect to anything. */
    void attend(long now) {
        if (carrier == Carrier.CLOSED) {
            return;
        }
        if (!connected && now - openedAt > config.connectTimeout().toNanos()) {
            close();
        } else if (awaitingPong && now - pingedAt > config.pingTimeout().toNanos()) {
            LOG.debugf("Client %s does not answer", sid);
            close();
        } else if (!awaitingPong && now - pingedAt > config.pingInterval().toNanos()) {
            pingedAt = now;
            awaitingPong = true;
            send("2");
        }
    }

    /** Closes the connection without a word of Socket.IO: the client comes back by itself. */
    void close() {
        close(1000, "");
    }

    void close(int code, String reason) {
        if (carrier == Carrier.WEB_SOCKET && !socket.isClosed()) {
            writer.flush();
            socket.close((short) code, reason).onFailure(e -> LOG.debugf("Client %s took no more: %s", sid, e));
        }
        if (poll != null) {
            outgoing.add(new Outgoing(CLOSE.getBytes(StandardCharsets.UTF_8), NOBODY_WAITS));
            answerPoll();
        }
        ended();
    }

    private void ended() {
        if (carrier == Carrier.CLOSED) {
            return;
        }
        carrier = Carrier.CLOSED;
        outgoing.forEach(lost -> lost.written().run());
        outgoing.clear();
        forget.accept(this);
        listener.closed();
    }
}
