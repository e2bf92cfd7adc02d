package io.ballast.acceptance.scale;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.Ports;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** One replica of a packaged service: a JVM of its own that is killed, and started again on the same ports. */
final class Replica {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(40);
    private static final int READY = 200;

    private final Launch launch;
    private final String name;
    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private ChildProcess process;

    Replica(Launch launch, int number) {
        this.launch = launch;
        this.name = launch.service().module() + "-" + number;
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it and waits until it is ready. */
    synchronized void start() {
        process = launch.start(
                name,
                Map.of(
                        // A Job's matter in a cluster: Deployment.migrate
                        "quarkus.flyway.migrate-at-start", "false",
                        "quarkus.http.host", "127.0.0.1",
                        "quarkus.http.port", Integer.toString(port),
                        "quarkus.management.host", "127.0.0.1",
                        "quarkus.management.port", Integer.toString(managementPort)));
        process.awaitReady(START, this::isReady);
    }

    /** SIGKILL. */
    synchronized void kill() {
        process.kill();
    }

    /** SIGTERM, as an orchestrator that replaces it; returns when it has ended. */
    synchronized void terminate() {
        if (!process.stop(STOP)) {
            throw new IllegalStateException(
                    name + " did not stop within " + STOP.toSeconds() + " s (log: " + launch.log(name) + ")");
        }
    }

    synchronized void close() {
        if (process != null) {
            process.kill();
        }
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready")
                            .toURL()
                            .openConnection();
            return connection.getResponseCode() == READY;
        } catch (IOException notYet) {
            return false;
        }
    }
}
