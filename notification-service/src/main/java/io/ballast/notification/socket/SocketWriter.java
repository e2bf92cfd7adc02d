package io.ballast.notification.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Writes text frames to one WebSocket: those of one turn of its event loop leave by one system call, which is most of what a
 * frame costs. Nothing waits longer than for the end of the turn.
 *
 * <p>Vert.x writes each frame by itself, so this writes below it, frames as RFC 6455 has them: not masked, not compressed, not
 * fragmented. Where it finds another kind of connection, frames go through Vert.x, each by itself. Used on the event loop that
 * it is given.
 */
public final class SocketWriter {

    private static final Logger LOG = Logger.getLogger(SocketWriter.class);
    private static final int FINAL_TEXT = 0x81;
    private static final int MAX_SHORT = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MAX_TWO_BYTES = 0xffff;
    private static final int MAX_HEAD = 10;

    private record Waiting(byte[] text, Runnable written) {}

    private final ServerWebSocket socket;
    private final EventLoop loop;
    private final Channel channel;
    private final Runnable flush = this::flush;
    private List<Waiting> waiting;
    private ChannelHandlerContext encoder;

    private SocketWriter(ServerWebSocket socket, EventLoop loop, Channel channel) {
        this.socket = socket;
        this.loop = loop;
        this.channel = channel;
    }

    /** @param request that has become the socket */
    public static SocketWriter of(ServerWebSocket socket, EventLoop loop, HttpServerRequest request) {
        Channel channel = request.connection() instanceof ConnectionBase connection ? connection.channel() : null;
        return new SocketWriter(socket, loop, channel);
    }

    /**
     * Writes a frame in its turn.
     *
     * @param text in UTF-8; not changed any more
     * @param written called on the event loop once it has left this process, or can not any more
     */
    public void write(byte[] text, Runnable written) {
        if (waiting == null) {
            waiting = new ArrayList<>(1);
            loop.afterwards(flush);
        }
        waiting.add(new Waiting(text, written));
    }

    /** Writes what has not been written yet; nothing may come after a close frame. */
    public void flush() {
        if (waiting == null) {
            return;
        }
        List<Waiting> frames = waiting;
        waiting = null;
        if (socket.isClosed()) {
            done(frames);
        } else if (channel == null) {
            frames.forEach(this::writeAlone);
        } else {
            writeTogether(frames);
        }
    }

    private void writeAlone(Waiting frame) {
        socket.writeTextMessage(
                new String(frame.text(), StandardCharsets.UTF_8), result -> loop.execute(frame.written()));
    }

    private void writeTogether(List<Waiting> frames) {
        int bytes = 0;
        for (Waiting frame : frames) {
            bytes += frame.text().length + MAX_HEAD;
        }
        ByteBuf all = channel.alloc().directBuffer(bytes);
        for (Waiting frame : frames) {
            head(all, frame.text().length);
            all.writeBytes(frame.text());
        }
        below().writeAndFlush(all).addListener(result -> {
            if (!result.isSuccess()) {
                // the peer may be gone at any moment; the close handler follows
                LOG.debugf("A socket took no more: %s", result.cause());
            }
            if (loop.isOf(channel.eventLoop())) {
                done(frames);
            } else {
                loop.execute(() -> done(frames));
            }
        });
    }

    /** Past what makes frames of messages, which these are already, and not past what encrypts them. */
    private ChannelOutboundInvoker below() {
        if (encoder == null) {
            encoder = channel.pipeline().context(WebSocket13FrameEncoder.class);
        }
        return encoder == null ? channel : encoder;
    }

    private static void head(ByteBuf to, int length) {
        to.writeByte(FINAL_TEXT);
        if (length <= MAX_SHORT) {
            to.writeByte(length);
        } else if (length <= MAX_TWO_BYTES) {
            to.writeByte(TWO_BYTES).writeShort(length);
        } else {
            to.writeByte(EIGHT_BYTES).writeLong(length);
        }
    }

    private static void done(List<Waiting> frames) {
        for (Waiting frame : frames) {
            frame.written().run();
        }
    }
}
