package io.ballast.bench.fanout;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A server on {@code ws} that is told directly what to send. */
final class WsServer implements Peer {

    private final NodeServer server;

    WsServer(FanoutSettings settings) {
        server = new NodeServer(settings, "ws", "");
    }

    @Override
    public String name() {
        return "ws";
    }

    @Override
    public Wire wire() {
        return new PlainWire();
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void feed(int user, int number) throws IOException {
        server.send(
                Peer.room(user),
                "{\"event\":\"balance_updated\",\"id\":\"4y71gqi0bn78:" + number + "\",\"data\":"
                        + Message.frameData(user, number + 1L, number) + "}");
    }

    @Override
    public boolean resumes() {
        return false;
    }

    @Override
    public long pid() {
        return server.pid();
    }

    @Override
    public double collectedKb() throws IOException {
        return server.collectedKb();
    }

    @Override
    public void close() {
        server.close();
    }
}
