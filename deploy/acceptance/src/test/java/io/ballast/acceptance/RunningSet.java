package io.ballast.acceptance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.json.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The whole set, started by the command behind {@code make run} with free ports, its own home and no demo data. All test
 * classes share one; it is stopped with SIGTERM when the last of them is done. Or one that somebody else has started and
 * stops: the home of that is the system property {@link #GIVEN}.
 */
final class RunningSet implements BeforeAllCallback {

    /** Where a set that runs already has described itself. */
    static final String GIVEN = "ballast.acceptance.set";

    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RunningSet SHARED = new RunningSet();

    /** The trace whose spans are kept; the services export to the collector all that is sampled. */
    static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Path checkout = Path.of("").toAbsolutePath().getParent().getParent();
    private final Optional<Path> given =
            Optional.ofNullable(System.getProperty(GIVEN)).map(Path::of);
    private final Path home = given.orElse(Path.of("target", "set")).toAbsolutePath();
    private Process launcher;
    private Api api;
    private Chain chain;
    private HederaNetwork hedera;
    private StellarNetwork stellar;
    private TraceCollector traces;

    private RunningSet() {}

    static RunningSet shared() {
        return SHARED;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.create(RunningSet.class)).computeIfAbsent("set", key -> started());
    }

    private AutoCloseable started() {
        if (given.isEmpty()) {
            startOwn();
        }
        api = new Api(URI.create(describe().get("gateway").asText()));
        JsonNode evm = member("evm");
        chain = new Chain(
                URI.create(evm.get("url").asText()),
                evm.get("details").get("token").asText());
        JsonNode network = member("hedera");
        hedera = new HederaNetwork(
                URI.create(network.get("url").asText()),
                network.get("details").get("smiles").asText());
        stellar = new StellarNetwork(URI.create(member("stellar").get("url").asText()));
        return this::stop;
    }

    private void startOwn() {
        try {
            start();
            awaitUp();
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /** What the services have exported of {@link #TRACE_ID}. */
    TraceCollector traces() {
        return traces;
    }

    /** The metrics that alerts and dashboards stand on: a service and a name a line, without those that come with their first use. */
    List<String> listedMetrics() {
        try {
            return Files.readAllLines(checkout.resolve("deploy/observability/metrics.txt")).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.contains("|"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a service tells Prometheus now. */
    String metrics(String service) {
        URI uri = URI.create(
                "http://127.0.0.1:" + member(service).get("managementPort").asInt() + "/q/metrics");
        try (InputStream answer = uri.toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Api api() {
        return api;
    }

    EventLog events() {
        return new EventLog(member("kafka").get("url").asText());
    }

    Chain chain() {
        return chain;
    }

    HederaNetwork hedera() {
        return hedera;
    }

    StellarNetwork stellar() {
        return stellar;
    }

    /** SIGKILL to the service's own process. */
    void kill(String service) {
        ProcessHandle process = ProcessHandle.of(pid(service)).orElseThrow();
        process.destroyForcibly();
        await("end of " + service).atMost(PATIENCE).until(() -> !process.isAlive());
    }

    /** Until the launcher has started it again and it is ready. */
    void awaitReady(String service) {
        await("a new " + service)
                .atMost(PATIENCE)
                .until(() -> "ready".equals(member(service).get("state").asText())
                        && ProcessHandle.of(pid(service)).isPresent());
    }

    void emptyRedis() {
        int port = member("redis").get("port").asInt();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(5);
            if (!new String(answer, StandardCharsets.US_ASCII).startsWith("+OK")) {
                throw new IllegalStateException("Redis did not empty itself");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a service has logged so far, each of its replicas if there are several. */
    List<String> log(String service) {
        try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
            List<String> lines = new ArrayList<>();
            for (Path log : logs.filter(file -> file.getFileName().toString().startsWith(service))
                    .toList()) {
                lines.addAll(Files.readAllLines(log));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The service's own process. */
    long pid(String service) {
        return member(service).path("process").path("pid").asLong();
    }

    private JsonNode member(String name) {
        return describe().get("members").get(name);
    }

    private JsonNode describe() {
        try {
            return EventJson.mapper().readTree(home.resolve("run/set.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() {
        try {
            forgetLastRun();
            traces = TraceCollector.start(TRACE_ID);
            ProcessBuilder command = new ProcessBuilder(
                            checkout.resolve("deploy/local/bin/ballast").toString(), "run")
                    .directory(checkout.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolveSibling("set.log").toFile());
            command.environment().put("BALLAST_HOME", home.toString());
            command.environment().put("BALLAST_PORTS", "free");
            command.environment().put("BALLAST_DEMO", "off");
            // Each run begins without a home, so nobody would start from them
            command.environment().put("BALLAST_AOT", "off");
            command.environment().put("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", traces.url());
            command.environment().put("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
            launcher = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException if the launcher ends before that */
    private void awaitUp() {
        await("the set").atMost(START).until(this::isUp);
    }

    /** Every run begins without data: what an earlier one left may be older than today's migrations. */
    private void forgetLastRun() throws IOException {
        Files.createDirectories(home);
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private boolean isUp() {
        if (!launcher.isAlive()) {
            throw new IllegalStateException("The set did not start: see " + home.resolveSibling("set.log"));
        }
        return Files.exists(home.resolve("run/set.json")) && isReady(describe());
    }

    /** A set that was killed leaves its description behind; the command becomes the launcher, so its id tells them apart. */
    private boolean isReady(JsonNode set) {
        return set.get("launcher").get("pid").asLong() == launcher.pid()
                && set.get("ready").asBoolean();
    }

    private void stop() {
        if (launcher == null) {
            return;
        }
        try {
            stopLauncher();
        } finally {
            traces.close();
        }
    }

    private void stopLauncher() {
        launcher.destroy();
        try {
            if (!launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
                throw new IllegalStateException("The set did not stop within " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            launcher.destroyForcibly();
        }
    }
}
