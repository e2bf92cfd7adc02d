package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.local.settings.ServiceName;
import io.ballast.operations.Checkout;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the chart knows of the services is what they say of themselves. */
class ChartFactsTest {

    private static final JsonNode FACTS = Checkout.yaml("deploy/chart/files/services.yaml");

    @Test
    void givenTheServices_whenTheChartsFactsAreRead_thenItKnowsThemAll() {
        assertThat(FACTS.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ServiceName.values())
                        .map(ServiceName::module)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenAService_whenItsFactsAreRead_thenTheyAreItsOwnSettings(ServiceName service) {
        JsonNode facts = FACTS.path(service.module());
        Map<String, String> own = RenderedSettings.own(service.module());

        assertThat(facts.path("port").asText()).isEqualTo(own.get("quarkus.http.port"));
        assertThat(facts.path("managementPort").asText()).isEqualTo(own.get("quarkus.management.port"));
        assertThat(facts.path("database").asText())
                .isEqualTo(service.database())
                .isEqualTo(own.get("quarkus.flyway.placeholders.service_role"));
        assertThat(facts.path("redis").asBoolean())
                .isEqualTo(own.keySet().stream().anyMatch(name -> name.startsWith("quarkus.redis.")));
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenAService_whenItStops_thenTheFactsCountAllThatItWaitsFor(ServiceName service) {
        Map<String, String> own = RenderedSettings.own(service.module());
        long expected = FACTS.path(service.module()).path("drains").asBoolean()
                ? RenderedSettings.LEAVING_KAFKA
                : RenderedSettings.seconds(own, "quarkus.shutdown.delay")
                        + RenderedSettings.seconds(own, "quarkus.shutdown.timeout")
                        + RenderedSettings.LAST_OUTBOX_BATCH;
        assertThat(FACTS.path(service.module()).path("stopSeconds").asLong()).isEqualTo(expected);
    }

    /** In a cluster Jobs migrate. */
    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenAService_whenItRunsInACluster_thenItDoesNotMigrate(ServiceName service) {
        for (String profile : Chart.PROFILES) {
            assertThat(RenderedSettings.effective(profile, service.module()).get("quarkus.flyway.migrate-at-start"))
                    .isEqualTo("false");
            assertThat(Chart.manifests(profile, "Deployment").toString()).doesNotContain("MIGRATE_AT_START");
        }
    }
}
