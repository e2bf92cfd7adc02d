package io.ballast.bench.fanout;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.Ports;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process of {@code peers/server.mjs} and the connection over which it is told what to send. */
final class NodeServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final double BYTES_PER_KB = 1_024;

    private final ChildProcess process;
    private final InetSocketAddress address;
    private final Socket control;
    private final OutputStream out;

    /** @param kind what server.mjs is to be */
    NodeServer(FanoutSettings settings, String kind, String redisUrl) {
        int port = Ports.free();
        int controlPort = Ports.free();
        Path directory = settings.target().resolve("bench/" + kind);
        try {
            Files.createDirectories(directory);
            process = ChildProcess.start(
                    kind,
                    List.of(
                            "node",
                            "--expose-gc",
                            settings.peers().resolve("server.mjs").toString(),
                            kind,
                            Integer.toString(port),
                            Integer.toString(controlPort),
                            redisUrl),
                    Map.of("NODE_ENV", "production"),
                    directory,
                    directory.resolve("service.log"));
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            control = connect(port, controlPort);
            control.setTcpNoDelay(true);
            out = new BufferedOutputStream(control.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    void send(String room, String json) throws IOException {
        line(room + "\t" + json);
    }

    double collectedKb() throws IOException {
        line("gc");
        BufferedReader in =
                new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.US_ASCII));
        return Long.parseLong(in.readLine()) / BYTES_PER_KB;
    }

    private void line(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private Socket connect(int port, int controlPort) throws IOException {
        try {
            process.awaitReady(START, () -> listens(port) && listens(controlPort));
            return new Socket(InetAddress.getLoopbackAddress(), controlPort);
        } catch (IOException | RuntimeException e) {
            process.stop(STOP);
            throw e;
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            // Not yet
            return false;
        }
    }

    @Override
    public void close() {
        try {
            control.close();
        } catch (IOException e) {
            // It ends with the process
        }
        process.stop(STOP);
    }
}
