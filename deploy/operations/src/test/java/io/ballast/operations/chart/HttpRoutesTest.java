package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.operations.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cluster's routes are those of the local gateway. */
class HttpRoutesTest {

    /** What the local gateway answers by itself; a Gateway of a cluster answers nothing by itself. */
    private static final String GATEWAY = "gateway";

    static Stream<String> profiles() {
        return Chart.PROFILES.stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenTheTableOfRoutes_whenTheChartIsRendered_thenItHasTheSameOnes(String profile) {
        List<String> expected = new ArrayList<>();
        for (JsonNode route : Checkout.yaml("deploy/routes.yaml").path("routes")) {
            String service = route.path("service").asText();
            if (!GATEWAY.equals(service)) {
                boolean exact = "exact".equals(route.path("match").asText());
                expected.add(
                        (exact ? "Exact " : "PathPrefix ") + route.path("path").asText() + " " + service);
            }
        }

        List<String> rendered = new ArrayList<>();
        for (JsonNode route : Chart.manifests(profile, "HTTPRoute")) {
            for (JsonNode rule : route.at("/spec/rules")) {
                assertThat(rule.path("backendRefs").size()).isEqualTo(1);
                for (JsonNode match : rule.path("matches")) {
                    rendered.add(match.at("/path/type").asText() + " "
                            + match.at("/path/value").asText() + " " + service(profile, rule));
                }
            }
        }
        assertThat(rendered).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Whoever adds a path that only a gateway with code in it can answer adds it to ADR 0035 first. */
    @Test
    void givenTheTableOfRoutes_whenItIsRead_thenTheHealthOfAllIsTheOnlyPathWithoutAService() {
        assertThat(Checkout.yaml("deploy/routes.yaml").path("routes"))
                .filteredOn(route -> GATEWAY.equals(route.path("service").asText()))
                .extracting(route -> route.path("path").asText())
                .containsExactly("/api/health");
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenClientsThatPoll_whenThereAreReplicas_thenTheRouteKeepsThemOnOne(String profile) {
        List<JsonNode> sticky = new ArrayList<>();
        for (JsonNode route : Chart.manifests(profile, "HTTPRoute")) {
            for (JsonNode rule : route.at("/spec/rules")) {
                if (rule.has("sessionPersistence")) {
                    sticky.add(rule);
                }
            }
        }
        assertThat(sticky).singleElement().satisfies(rule -> {
            assertThat(rule.at("/matches/0/path/value").asText()).isEqualTo("/socket.io");
            assertThat(rule.at("/sessionPersistence/type").asText()).isEqualTo("Cookie");
        });
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenSocketsAndEventStreams_whenTheyStayOpen_thenNoRouteEndsThem(String profile) {
        for (JsonNode route : Chart.manifests(profile, "HTTPRoute")) {
            if (Chart.name(route).endsWith("notification-service")) {
                route.at("/spec/rules")
                        .forEach(rule -> assertThat(rule.at("/timeouts/request").asText())
                                .isEqualTo("0s"));
            }
        }
    }

    @Test
    void givenAServiceThatIsOff_whenTheChartIsRendered_thenNothingOfItIsLeft() {
        String rendered = Chart.text("small", Map.of("services.auto-deposit-service.enabled", false));

        assertThat(Chart.parse(rendered))
                .isNotEmpty()
                .filteredOn(manifest -> !List.of("KafkaTopic", "PrometheusRule")
                        .contains(manifest.path("kind").asText()))
                .noneSatisfy(manifest -> assertThat(manifest.toString()).contains("auto-deposit-service\""));
    }

    /** The service whose pods get what is sent to the rule's port. */
    private static String service(String profile, JsonNode rule) {
        JsonNode reference = rule.at("/backendRefs/0");
        JsonNode service = Chart.manifests(profile, "Service").stream()
                .filter(manifest ->
                        Chart.name(manifest).equals(reference.path("name").asText()))
                .findFirst()
                .orElseThrow();
        assertThat(service.at("/spec/ports/0/port")).isEqualTo(reference.path("port"));
        assertThat(service.at("/spec/ports/0/name").asText()).isEqualTo("http");
        return service.at("/spec/selector").path("app.kubernetes.io/name").asText();
    }
}
