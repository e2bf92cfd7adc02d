package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScalingTest {

    /** Of KEDA's scalers; a trigger's parameters are words without a type. */
    private static final Map<String, Set<String>> PARAMETERS = Map.of(
            "kafka",
            Set.of("bootstrapServers", "consumerGroup", "topic", "lagThreshold", "offsetResetPolicy", "sasl", "tls"),
            "cpu",
            Set.of("value"));

    private static final List<String> SCALERS = List.of("HorizontalPodAutoscaler", "ScaledObject");

    /** Connections of a replica beside its pool, while it looks at its schema. */
    private static final long MIGRATING = 1;

    private static final long FOR_PEOPLE = 10;

    static Stream<String> profiles() {
        return Chart.PROFILES.stream();
    }

    /** Two scalers of one Deployment, or one and a fixed number, would undo each other's work. */
    @ParameterizedTest
    @MethodSource("profiles")
    void givenADeployment_whenItIsScaled_thenByOneAloneAndWithoutANumberOfItsOwn(String profile) {
        List<String> targets = Chart.manifests(profile).stream()
                .filter(manifest -> SCALERS.contains(manifest.path("kind").asText()))
                .map(scaler -> scaler.at("/spec/scaleTargetRef/name").asText())
                .toList();

        assertThat(targets).doesNotHaveDuplicates();
        for (JsonNode deployment : Chart.manifests(profile, "Deployment")) {
            assertThat(deployment.path("spec").has("replicas"))
                    .as(Chart.title(deployment))
                    .isNotEqualTo(targets.contains(Chart.name(deployment)));
        }
    }

    @Test
    void givenTheLargeInstallation_whenItIsScaled_thenConsumersByLagAndTheOthersByProcessorTime() {
        assertThat(targets("ScaledObject"))
                .containsExactlyInAnyOrder("ballast-auto-deposit-service", "ballast-notification-service");
        assertThat(targets("HorizontalPodAutoscaler"))
                .containsExactlyInAnyOrder("ballast-ledger-service", "ballast-chain-balance-service");
    }

    /** A lag is looked at in the group that the service is in, for each of its topics. */
    @Test
    void givenAScaledObject_whenItsTriggersAreRead_thenTheyAreTheGroupsOfTheServicesChannels() {
        for (JsonNode scaled : Chart.manifests("large", "ScaledObject")) {
            String service =
                    scaled.at("/metadata/labels").path("app.kubernetes.io/name").asText();
            Set<String> groups = scaled.at("/spec/triggers").findValuesAsText("consumerGroup").stream()
                    .collect(Collectors.toSet());
            Set<String> channels = RenderedSettings.own(service).entrySet().stream()
                    .filter(setting -> setting.getKey().matches("mp\\.messaging\\.incoming\\.[^.]+\\.group\\.id"))
                    .map(Map.Entry::getValue)
                    .collect(Collectors.toSet());
            assertThat(groups).as(service).isNotEmpty().isEqualTo(channels);
        }
    }

    /** As many replicas as there may be, one more while they are replaced, and some room for people and the operator. */
    @ParameterizedTest
    @MethodSource("profiles")
    void givenAllReplicasThatThereMayBe_whenTheyConnect_thenPostgreSqlTakesThemAll(String profile) {
        for (JsonNode cluster : Chart.manifests(profile, "Cluster")) {
            String service = cluster.at("/metadata/labels")
                    .path("app.kubernetes.io/name")
                    .asText();
            long pool = Long.parseLong(
                    RenderedSettings.effective(profile, service).get("quarkus.datasource.reactive.max-size"));
            assertThat(cluster.at("/spec/postgresql/parameters/max_connections").asLong())
                    .as("%s of %s", service, profile)
                    .isGreaterThanOrEqualTo((mostReplicas(profile, service) + 1) * (pool + MIGRATING) + FOR_PEOPLE);
        }
    }

    private static long mostReplicas(String profile, String service) {
        return Chart.manifests(profile).stream()
                .filter(manifest -> Chart.name(manifest).equals("ballast-" + service))
                .mapToLong(manifest -> Math.max(
                        manifest.at("/spec/replicas").asLong(),
                        Math.max(
                                manifest.at("/spec/maxReplicas").asLong(),
                                manifest.at("/spec/maxReplicaCount").asLong())))
                .max()
                .orElseThrow();
    }

    /** A scaler passes over a parameter that it does not know, and scales by a default. */
    @Test
    void givenATrigger_whenItsParametersAreRead_thenItsScalerHasThem() {
        List<JsonNode> triggers = Chart.manifests("large", "ScaledObject").stream()
                .flatMap(scaled -> scaled.at("/spec/triggers").valueStream())
                .toList();

        assertThat(triggers)
                .isNotEmpty()
                .allSatisfy(trigger -> assertThat(trigger.path("metadata").fieldNames())
                        .toIterable()
                        .isSubsetOf(PARAMETERS.get(trigger.path("type").asText())));
    }

    private static List<String> targets(String kind) {
        return Chart.manifests("large", kind).stream()
                .map(scaler -> scaler.at("/spec/scaleTargetRef/name").asText())
                .toList();
    }
}
