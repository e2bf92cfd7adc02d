package io.ballast.bench.fanout;

import io.ballast.infrastructure.RedisServer;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Gives messages to the replica with the sockets as a replica that takes events in does it: by the service's own script, which
 * numbers, keeps and publishes each. What socket.io's feeder does with its adapter's stream.
 */
final class RedisFeed implements AutoCloseable {

    /** As many events and ids, and as long, as the service keeps by its defaults. */
    private static final List<String> BOUNDS = List.of("256", "2048", "86400000", "259200000", "bench");

    private final Socket socket;
    private final OutputStream out;
    private final String digest;
    private volatile String broken;

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
            out = new BufferedOutputStream(socket.getOutputStream());
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
        String keys = "notification:{default:" + Peer.room(user) + "}:";
        StringBuilder command = new StringBuilder(1024).append("*22\r\n");
        words(
                command,
                List.of("EVALSHA", digest, "4", keys + "state", keys + "stream", keys + "seen", keys + "channel"));
        words(command, BOUNDS);
        words(
                command,
                List.of(
                        UUID.randomUUID().toString(),
                        Message.account(user),
                        Long.toString(version),
                        "0",
                        "balance_updated",
                        data,
                        "",
                        Long.toString(System.currentTimeMillis()),
                        "balance:updates",
                        data));
        out.write(command.toString().getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void words(StringBuilder command, List<String> words) {
        for (String word : words) {
            command.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("-")) {
                    broken = line;
                }
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
