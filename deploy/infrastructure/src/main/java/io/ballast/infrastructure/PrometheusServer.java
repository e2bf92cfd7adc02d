package io.ballast.infrastructure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A Prometheus on loopback that reads the metrics of services on this machine and evaluates alerting rules. The program is the
 * machine's own, as Debian's package {@code prometheus} brings it.
 */
public final class PrometheusServer extends ServerPart {

    private static final String NAME = "Prometheus";
    private static final String PROGRAM = "prometheus";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final Path program;
    private final int port;
    private final Map<String, Integer> targets;
    private final Path rules;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();

    private PrometheusServer(
            DataDirectory directory, Path program, int port, Map<String, Integer> targets, Path rules) {
        super(NAME, directory, START, STOP);
        this.program = program;
        this.port = port;
        this.targets = new TreeMap<>(targets);
        this.rules = rules;
    }

    /** The program, if it is on the PATH. */
    public static Optional<Path> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts a server that keeps a day, and no more than a few hundred megabytes.
     *
     * @param port where to listen, 0 for a free port
     * @param directory where data stays, or {@code null} for a server that keeps nothing
     * @param targets management ports of services on this machine, by the name of their job
     * @param rules the directory with rule files
     * @throws PartFailed if the program is not there
     * @throws PortInUse if somebody listens on the port
     */
    public static PrometheusServer start(int port, Path directory, Map<String, Integer> targets, Path rules) {
        Path program = program()
                .orElseThrow(
                        () -> new PartFailed(NAME, "is not on the PATH; Debian has it: apt-get install prometheus"));
        return start(
                DataDirectory.of(NAME, directory),
                data -> new PrometheusServer(data, program, Ports.freeIfZero(port), targets, rules.toAbsolutePath()));
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    List<Integer> ports() {
        return List.of(port);
    }

    @Override
    ChildProcess startProcess() {
        Path configuration = file("prometheus.yml");
        try {
            Files.writeString(configuration, configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return startProcess(command(configuration), Map.of("GOMEMLIMIT", "256MiB"));
    }

    private List<String> command(Path configuration) {
        return List.of(
                program.toString(),
                "--config.file=" + configuration,
                "--web.listen-address=127.0.0.1:" + port,
                "--storage.tsdb.path=" + file("tsdb"),
                "--storage.tsdb.retention.time=1d",
                "--storage.tsdb.retention.size=256MB");
    }

    private String configuration() {
        return """
                global:
                  scrape_interval: 5s
                  evaluation_interval: 5s
                rule_files: ["%s/*.yaml"]
                scrape_configs:
                %s
                """.formatted(
                        rules,
                        targets.entrySet().stream()
                                .map(target -> job(target.getKey(), target.getValue()))
                                .collect(Collectors.joining("\n")));
    }

    private static String job(String name, int managementPort) {
        return """
                  - job_name: %s
                    metrics_path: /q/metrics
                    static_configs: [{targets: ["127.0.0.1:%d"]}]""".formatted(name, managementPort);
    }

    @Override
    boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/-/ready"))
                .timeout(ANSWER)
                .build();
        try {
            HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
            return answer.statusCode() == OK;
        } catch (IOException e) {
            // Not listening yet
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailed(NAME, "interrupted while it started", e);
        }
    }
}
