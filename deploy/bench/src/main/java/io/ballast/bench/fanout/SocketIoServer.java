package io.ballast.bench.fanout;

import io.ballast.infrastructure.RedisServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** socket.io with the adapter over Redis streams: one server emits, the other has the sockets. */
final class SocketIoServer implements Peer {

    private final NodeServer server;
    private final NodeServer feeder;

    SocketIoServer(FanoutSettings settings, RedisServer redis) {
        server = new NodeServer(settings, "socket.io", redis.url());
        try {
            feeder = new NodeServer(settings, "feeder", redis.url());
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "socket.io";
    }

    @Override
    public Wire wire() {
        return new SocketIoWire();
    }

    @Override
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void feed(int user, int number) throws IOException {
        feeder.send(
                Peer.room(user),
                "{\"event\":\"balance_updated\",\"data\":" + Message.frameData(user, number + 1L, number) + "}");
    }

    /** Its adapter reads everything after a client's place, whoever it was for. */
    @Override
    public boolean reachesEverybody() {
        return true;
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
        feeder.close();
        server.close();
    }
}
