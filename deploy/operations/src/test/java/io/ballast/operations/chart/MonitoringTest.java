package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.local.settings.ServiceName;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What watches the services on a laptop watches them in a cluster. */
class MonitoringTest {

    @Test
    void givenTheAlerts_whenTheChartIsRendered_thenEachFileIsARuleWithTheSameGroups() throws IOException {
        List<String> files = files("alerts", ".yaml");
        assertThat(files).isNotEmpty();

        assertThat(Chart.manifests("small", "PrometheusRule").stream().map(Chart::name))
                .containsExactlyInAnyOrderElementsOf(
                        files.stream().map(file -> Chart.RELEASE + "-" + file).toList());
        for (JsonNode rule : Chart.manifests("small", "PrometheusRule")) {
            String file = Chart.name(rule).substring(Chart.RELEASE.length() + 1);
            assertThat(rule.at("/spec/groups"))
                    .isEqualTo(Checkout.yaml("deploy/observability/alerts/" + file + ".yaml")
                            .path("groups"));
        }
    }

    @Test
    void givenTheDashboards_whenTheChartIsRendered_thenEachIsThere() throws IOException {
        assertThat(Chart.manifests("small", "ConfigMap").stream()
                        .filter(map -> map.at("/metadata/labels").has("grafana_dashboard"))
                        .map(Chart::name))
                .containsExactlyInAnyOrderElementsOf(files("dashboards", ".json").stream()
                        .map(file -> Chart.RELEASE + "-dashboard-" + file)
                        .toList());
    }

    /** Rules and dashboards name a service by {@code job}. */
    @Test
    void givenTheServices_whenTheyAreMonitored_thenTheirJobIsTheirName() {
        assertThat(Chart.manifests("small", "ServiceMonitor").stream()
                        .map(monitor -> monitor.at("/metadata/labels")
                                .path(monitor.at("/spec/jobLabel").asText())
                                .asText()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ServiceName.values())
                        .map(ServiceName::module)
                        .toList());
    }

    private static List<String> files(String directory, String ending) throws IOException {
        Path path = Checkout.file("deploy/observability/" + directory);
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .toList();
        }
    }
}
