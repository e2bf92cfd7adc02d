package io.ballast.bench.fanout;

import io.ballast.infrastructure.RedisServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * Gives messages to the replica with the sockets as a replica that takes events in does it: by the service's own script, which
 * numbers, keeps and publishes each. What comes while Redis works on what came before goes to it together, in as many lanes and
 * for as many users a call as the service has by its defaults. What socket.io's feeder does with its adapter's stream.
 */
final class RedisFeed implements AutoCloseable {

    /** As many events and ids, and as long, as the service keeps by its defaults. */
    private static final List<String> BOUNDS = List.of("256", "2048", "86400000", "259200000", "bench");

    private static final int LANES = 4;
    private static final int EVENTS_A_TRIP = 256;
    private static final int USERS_A_CALL = 32;

    private final Socket socket;
    private final OutputStream out;
    private final String digest;
    private final List<Lane> lanes =
            IntStream.range(0, LANES).mapToObj(i -> new Lane()).toList();
    private final Queue<Lane> called = new ConcurrentLinkedQueue<>();
    private volatile String broken;

    /** An event: whose it is, and the script's arguments for it. */
    private record Event(int user, List<String> arguments) {}

    /** Events of some users in their order; guarded by the feed. */
    private static final class Lane {
        private final List<Event> waiting = new ArrayList<>();
        private int underWay;
    }

    /** @param parts of the service's script that appends */
    RedisFeed(RedisServer redis, List<Path> parts) {
        try {
            StringBuilder script = new StringBuilder();
            for (Path part : parts) {
                script.append(Files.readString(part));
            }
            digest = redis.command("SCRIPT", "LOAD", script.toString()).strip();
            socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("answers of Redis").start(this::read);
    }

    /** A change of the user's balance. */
    void send(int user, long version, int number) throws IOException {
        if (broken != null) {
            throw new IOException("Redis: " + broken);
        }
        String data = Message.frameData(user, version, number);
        List<String> arguments = List.of(
                UUID.randomUUID().toString(),
                Message.account(user),
                Long.toString(version),
                "0",
                "balance_updated",
                data,
                "",
                Long.toString(System.currentTimeMillis()),
                "balance:updates",
                data);
        Lane lane = lanes.get(Math.floorMod(user, LANES));
        synchronized (this) {
            lane.waiting.add(new Event(user, arguments));
            goOn(lane);
        }
    }

    private synchronized void answered(Lane lane) throws IOException {
        lane.underWay--;
        goOn(lane);
    }

    /** The next trip of a lane, unless one is under way or nothing waits. */
    private void goOn(Lane lane) throws IOException {
        if (lane.underWay > 0 || lane.waiting.isEmpty()) {
            return;
        }
        List<Event> taken = lane.waiting.subList(0, Math.min(EVENTS_A_TRIP, lane.waiting.size()));
        Map<Integer, List<Event>> byUser = new LinkedHashMap<>();
        taken.forEach(event ->
                byUser.computeIfAbsent(event.user(), user -> new ArrayList<>()).add(event));
        taken.clear();
        StringBuilder commands = new StringBuilder();
        List<List<Event>> users = List.copyOf(byUser.values());
        for (int from = 0; from < users.size(); from += USERS_A_CALL) {
            call(commands, users.subList(from, Math.min(users.size(), from + USERS_A_CALL)));
            lane.underWay++;
            called.add(lane);
        }
        out.write(commands.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private void call(StringBuilder to, List<List<Event>> users) {
        List<String> words = new ArrayList<>(List.of("EVALSHA", digest, Integer.toString(4 * users.size())));
        users.forEach(events -> {
            String keys = "notification:{default:" + Peer.room(events.getFirst().user()) + "}:";
            words.addAll(List.of(keys + "state", keys + "stream", keys + "seen", keys + "channel"));
        });
        words.addAll(BOUNDS);
        users.forEach(events -> {
            words.add(Integer.toString(events.size()));
            events.forEach(event -> words.addAll(event.arguments()));
        });
        to.append('*').append(words.size()).append("\r\n");
        words.forEach(word ->
                to.append('$').append(word.length()).append("\r\n").append(word).append("\r\n"));
    }

    private void read() {
        try (RedisAnswers answers = new RedisAnswers(socket.getInputStream())) {
            while (answers.next()) {
                answered(called.remove());
            }
        } catch (IOException e) {
            broken = e.toString();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It ends with the process
        }
    }
}
