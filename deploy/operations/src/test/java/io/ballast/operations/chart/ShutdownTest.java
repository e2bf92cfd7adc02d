package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kubernetes kills a pod that has not ended in time, and with it sockets that were to be closed with a word. */
class ShutdownTest {

    private static final String SERVICE = "notification-service";

    static Stream<String> profiles() {
        return Chart.PROFILES.stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAPod_whenItIsStopped_thenItIsGivenMoreThanAllThatItsServiceWaitsFor(String profile) {
        for (JsonNode deployment : Chart.manifests(profile, "Deployment")) {
            String service = deployment
                    .at("/metadata/labels")
                    .path("app.kubernetes.io/name")
                    .asText();
            long patience = deployment
                    .at("/spec/template/spec/terminationGracePeriodSeconds")
                    .asLong();
            long preStop = deployment
                    .at("/spec/template/spec/containers/0/lifecycle/preStop/sleep/seconds")
                    .asLong();

            assertThat(preStop).isPositive();
            assertThat(patience)
                    .as(service)
                    .isGreaterThan(preStop + longestStop(profile, service).toSeconds());
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenTheService_whenItsDrainIsConfigured_thenItsDelayIsLonger(String profile) {
        Map<String, String> properties = RenderedSettings.properties(profile, SERVICE);
        assertThat(RenderedSettings.seconds(properties, "quarkus.shutdown.delay"))
                .isGreaterThan(RenderedSettings.seconds(properties, "ballast.delivery.drain-window"));
    }

    @Test
    void givenALongerDrain_whenTheChartIsRendered_thenPodsAreGivenLonger() {
        String shorter = Chart.text("small", Map.of("shutdown.drainWindowSeconds", 10));
        String longer = Chart.text("small", Map.of("shutdown.drainWindowSeconds", 40));

        assertThat(patience(longer) - patience(shorter)).isEqualTo(30);
    }

    private static long patience(String rendered) {
        return Chart.parse(rendered).stream()
                .filter(manifest -> Chart.title(manifest).equals("Deployment ballast-" + SERVICE))
                .mapToLong(manifest -> manifest.at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asLong())
                .sum();
    }

    /** By the settings that the service runs with: the chart's, else its own. */
    private static Duration longestStop(String profile, String service) {
        Map<String, String> settings = RenderedSettings.effective(profile, service);
        long seconds = RenderedSettings.seconds(settings, "quarkus.shutdown.delay");
        seconds += SERVICE.equals(service)
                ? RenderedSettings.LEAVING_KAFKA
                : RenderedSettings.seconds(settings, "quarkus.shutdown.timeout") + RenderedSettings.LAST_OUTBOX_BATCH;
        return Duration.ofSeconds(seconds);
    }
}
