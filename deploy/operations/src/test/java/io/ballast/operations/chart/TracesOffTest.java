package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.local.settings.ServiceName;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody's spans leave a service until its operator names a collector. */
class TracesOffTest {

    @ParameterizedTest
    @EnumSource
    void givenAServiceAsItIsPackaged_whenNothingIsSaidOfACollector_thenItHasNoneAndSamplesNothing(ServiceName service) {
        assertOff(RenderedSettings.own(service.module()));
    }

    @ParameterizedTest
    @EnumSource
    void givenTheChartsProfiles_whenNothingIsSaidOfACollector_thenTheyNameNone(ServiceName service) {
        for (String profile : Chart.PROFILES) {
            assertOff(RenderedSettings.effective(profile, service.module()));
            assertThat(Chart.text(profile)).doesNotContain("QUARKUS_OTEL");
        }
    }

    private static void assertOff(Map<String, String> settings) {
        // with no endpoint at all Quarkus would take one on localhost
        assertThat(settings.get("quarkus.otel.exporter.otlp.endpoint"))
                .isNotNull()
                .isBlank();
        assertThat(settings)
                .doesNotContainKey("quarkus.otel.exporter.otlp.traces.endpoint")
                .containsEntry("quarkus.otel.traces.sampler", "parentbased_traceidratio")
                .containsEntry("quarkus.otel.traces.sampler.arg", "0")
                .containsEntry("quarkus.otel.metrics.exporter", "none")
                .containsEntry("quarkus.otel.logs.exporter", "none");
    }
}
