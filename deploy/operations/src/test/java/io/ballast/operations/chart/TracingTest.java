package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.local.settings.ServiceName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans leave the pods where somebody asked for them, and nowhere else. */
class TracingTest {

    private static final Map<String, Object> COLLECTOR = Map.of(
            "tracing.endpoint", "http://collector.example.org:4318",
            "tracing.protocol", "http/protobuf",
            "tracing.share", 0.25,
            "networkPolicy.egress.tracing.peers[0].ipBlock.cidr", "192.0.2.7/32");

    @ParameterizedTest
    @ValueSource(strings = {"laptop", "small", "large"})
    void givenNoCollector_whenTheChartIsRendered_thenNothingIsSentAndNobodyReached(String profile) {
        for (ServiceName service : ServiceName.values()) {
            assertThat(RenderedSettings.properties(profile, service.module()).keySet())
                    .noneMatch(name -> name.startsWith("quarkus.otel."));
        }
        assertThat(Chart.manifests(profile, "NetworkPolicy").stream().map(Chart::name))
                .noneMatch(name -> name.endsWith("-to-tracing"));
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenACollector_whenTheChartIsRendered_thenEachServiceIsToldOfItAndReachesItAlone(ServiceName service) {
        List<JsonNode> manifests = Chart.parse(Chart.text("small", COLLECTOR));

        assertThat(RenderedSettings.properties(manifests, service.module()))
                .containsEntry("quarkus.otel.exporter.otlp.endpoint", "http://collector.example.org:4318")
                .containsEntry("quarkus.otel.exporter.otlp.protocol", "http/protobuf")
                .containsEntry("quarkus.otel.traces.sampler.arg", "0.25");
        // Each is a setting that the service has, or that Quarkus' exporter has beside it
        assertThat(RenderedSettings.own(service.module()))
                .containsKeys("quarkus.otel.exporter.otlp.endpoint", "quarkus.otel.traces.sampler.arg");
        assertThat(manifests)
                .filteredOn(manifest ->
                        Chart.title(manifest).equals("NetworkPolicy ballast-" + service.module() + "-to-tracing"))
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.at("/spec/egress/0/to/0/ipBlock/cidr").asText())
                            .isEqualTo("192.0.2.7/32");
                    assertThat(policy.at("/spec/podSelector/matchLabels")
                                    .path("app.kubernetes.io/component")
                                    .asText())
                            .isEqualTo("service");
                });
    }

    @Test
    void givenACollectorThatNobodyMayReach_whenTheChartIsRendered_thenItIsAskedFor() {
        assertThatThrownBy(() -> Chart.text("small", Map.of("tracing.endpoint", "http://collector.example.org:4317")))
                .hasMessageContaining("networkPolicy.egress.tracing.peers");
    }
}
