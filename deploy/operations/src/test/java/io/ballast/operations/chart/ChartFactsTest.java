package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.local.settings.ServiceName;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** What a service is promised is said, with what it is made of, in the sizing guide. */
    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenAService_whenItsProcessorTimeIsRead_thenTheSizingGuideSaysWhereItComesFrom(ServiceName service)
            throws IOException {
        String guide = Files.readString(Checkout.file("deploy/docs/sizing.md"));
        Matcher row = Pattern.compile(
                        "\\| " + service.module() + " \\| (\\d+)m \\| ([\\d.]+) s \\| (\\S+)(.*?) \\| (\\S+) \\|")
                .matcher(guide);
        assertThat(row.find()).as(service.module()).isTrue();
        long promised = Long.parseLong(row.group(1));

        assertThat(container(service).at("/resources/requests/cpu").asText()).isEqualTo(promised + "m");
        assertThat(Double.parseDouble(row.group(2)) * 1000 / promised)
                .as("it is ready in time on a full node")
                .isLessThan(startupSeconds(service));
        if (!"–".equals(row.group(3))) {
            assertThat(guide).contains("**" + row.group(3) + row.group(4) + "**");
            assertThat(number(row.group(5).replace("/s", ""))).isEqualTo(number(row.group(3)) * promised / 1000 / 2);
        }
    }

    @Test
    void givenTheMemoryOfAPod_whenItsHeapIsRead_thenItIsTheShareThatTheImagesGiveIt() throws IOException {
        String readme = Files.readString(Checkout.file("deploy/chart/README.md"));
        Matcher split = Pattern.compile("(\\d+)Mi is a heap of (\\d+) MiB and (\\d+) MiB for all else")
                .matcher(readme);
        assertThat(split.find()).isTrue();
        long memory = number(split.group(1));

        for (ServiceName service : ServiceName.values()) {
            assertThat(container(service).at("/resources/limits/memory").asText())
                    .isEqualTo(memory + "Mi");
        }
        assertThat(number(split.group(2))).isEqualTo(memory * heapPercent() / 100);
        assertThat(number(split.group(2)) + number(split.group(3))).isEqualTo(memory);
    }

    private static long startupSeconds(ServiceName service) {
        JsonNode probe = container(service).path("startupProbe");
        return probe.path("periodSeconds").asLong()
                * probe.path("failureThreshold").asLong();
    }

    /** Of the profile that leaves resources as the chart's values have them. */
    private static JsonNode container(ServiceName service) {
        return Chart.manifests("small", "Deployment").stream()
                .filter(deployment -> Chart.name(deployment).equals("ballast-" + service.module()))
                .findFirst()
                .orElseThrow()
                .at("/spec/template/spec/containers/0");
    }

    private static long heapPercent() throws IOException {
        Matcher share = Pattern.compile("MaxRAMPercentage=(\\d+)")
                .matcher(Files.readString(Checkout.file("deploy/images/java.options")));
        assertThat(share.find()).isTrue();
        return number(share.group(1));
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
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
