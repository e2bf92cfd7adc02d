package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs the machine's own Prometheus: left out where it is missing, unless this is CI. */
class PrometheusServerIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String RULES = """
            groups:
              - name: test
                rules:
                  - alert: Held
                    expr: max(held) > 0
            """;

    @TempDir
    private Path rules;

    @BeforeAll
    static void find() {
        if (!"true".equals(System.getenv("CI"))) {
            assumeThat(PrometheusServer.program()).as("prometheus on the PATH").isPresent();
        }
    }

    @Test
    void givenAServiceAndARule_whenItsMetricIsTooHigh_thenTheAlertFiresAndIsThereAgainAfterARestart() throws Exception {
        HttpServer service = service("held 3\n");
        Files.writeString(rules.resolve("test.yaml"), RULES);
        try (PrometheusServer prometheus = PrometheusServer.start(
                0, null, Map.of("some-service", service.getAddress().getPort()), rules)) {
            awaitAlert(prometheus);

            prometheus.kill();
            prometheus.restart();

            awaitAlert(prometheus);
            assertThat(get(prometheus, "up")).contains("\"job\":\"some-service\"");
        } finally {
            service.stop(0);
        }
    }

    private static void awaitAlert(PrometheusServer prometheus) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(get(prometheus, "ALERTS{alertname=\"Held\",alertstate=\"firing\"}"))
                        .contains("\"alertname\":\"Held\""));
    }

    private static String get(PrometheusServer prometheus, String query) {
        String path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        try (var answer = URI.create(prometheus.url() + path).toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer service(String metrics) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/q/metrics", exchange -> {
            try (exchange) {
                byte[] body = metrics.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return server;
    }
}
