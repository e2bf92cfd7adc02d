package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every pod of the chart has to be, whoever adds one. */
class PodPolicyTest {

    static Stream<String> profiles() {
        return Chart.PROFILES.stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAPod_whenItsSecurityIsRead_thenItIsRestrictedAndHasNoToken(String profile) {
        for (JsonNode owner : owners(profile)) {
            JsonNode pod = pod(owner);
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true))
                    .as(Chart.title(owner))
                    .isFalse();
            JsonNode security = pod.path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean())
                    .as(Chart.title(owner))
                    .isTrue();
            assertThat(security.path("runAsUser").asInt())
                    .as(Chart.title(owner))
                    .isPositive();
            assertThat(security.at("/seccompProfile/type").asText())
                    .as(Chart.title(owner))
                    .isEqualTo("RuntimeDefault");
            for (String shared : List.of("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace")) {
                assertThat(pod.path(shared).asBoolean()).as(shared).isFalse();
            }
        }
        for (JsonNode account : Chart.manifests(profile, "ServiceAccount")) {
            assertThat(account.path("automountServiceAccountToken").asBoolean(true))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAContainer_whenItsSecurityIsRead_thenItCanNeitherRiseNorWriteButIntoOneDirectory(String profile) {
        for (JsonNode owner : owners(profile)) {
            for (JsonNode container : containers(owner)) {
                String title = Chart.title(owner) + " " + container.path("name").asText();
                JsonNode security = container.path("securityContext");
                assertThat(security.path("readOnlyRootFilesystem").asBoolean())
                        .as(title)
                        .isTrue();
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .as(title)
                        .isFalse();
                assertThat(security.path("privileged").asBoolean()).as(title).isFalse();
                assertThat(security.path("capabilities").toString()).as(title).isEqualTo("{\"drop\":[\"ALL\"]}");
                assertThat(writable(owner, container)).as(title).containsExactly("/tmp");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAContainer_whenItsResourcesAreRead_thenItHasRequestsAndLimitsAndItsMemoryIsPromised(String profile) {
        for (JsonNode owner : owners(profile)) {
            for (JsonNode container : containers(owner)) {
                JsonNode resources = container.path("resources");
                for (String kind : List.of("requests", "limits")) {
                    for (String amount : List.of("cpu", "memory", "ephemeral-storage")) {
                        assertThat(resources.path(kind).path(amount).asText())
                                .as("%s %s %s", Chart.title(owner), kind, amount)
                                .isNotEmpty();
                    }
                }
                assertThat(resources.at("/requests/memory")).isEqualTo(resources.at("/limits/memory"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAServicesContainer_whenItsProbesAreRead_thenAllThreeAskTheManagementPort(String profile) {
        for (JsonNode deployment : Chart.manifests(profile, "Deployment")) {
            JsonNode container = pod(deployment).path("containers").get(0);
            probe(container, "startupProbe", "/q/health/started");
            probe(container, "livenessProbe", "/q/health/live");
            probe(container, "readinessProbe", "/q/health/ready");
            assertThat(StreamSupport.stream(container.path("ports").spliterator(), false)
                            .filter(port ->
                                    "management".equals(port.path("name").asText()))
                            .map(port -> port.path("containerPort").asInt()))
                    .singleElement()
                    .satisfies(port -> assertThat(port).isBetween(9081, 9084));
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAService_whenNodesAreDrainedOrFail_thenABudgetAndASpreadOverZonesAndNodesSelectItsPods(String profile) {
        for (JsonNode deployment : Chart.manifests(profile, "Deployment")) {
            JsonNode selector = deployment.at("/spec/selector");
            assertThat(Chart.manifests(profile, "PodDisruptionBudget").stream()
                            .filter(budget -> budget.at("/spec/selector").equals(selector)))
                    .as(Chart.title(deployment))
                    .singleElement()
                    .satisfies(budget -> assertThat(
                                    budget.at("/spec/maxUnavailable").asInt())
                            .isEqualTo(1));
            List<String> over = new ArrayList<>();
            for (JsonNode spread : pod(deployment).path("topologySpreadConstraints")) {
                assertThat(spread.path("labelSelector")).isEqualTo(selector);
                over.add(spread.path("topologyKey").asText());
            }
            assertThat(over).contains("topology.kubernetes.io/zone", "kubernetes.io/hostname");
            selector.path("matchLabels")
                    .properties()
                    .forEach(label -> assertThat(deployment
                                    .at("/spec/template/metadata/labels")
                                    .path(label.getKey()))
                            .isEqualTo(label.getValue()));
        }
    }

    private static void probe(JsonNode container, String kind, String path) {
        JsonNode get = container.path(kind).path("httpGet");
        assertThat(get.path("path").asText()).as(kind).isEqualTo(path);
        assertThat(get.path("port").asText()).as(kind).isEqualTo("management");
    }

    /** Where a container can write: its mounts that are no configuration and no secret. */
    private static List<String> writable(JsonNode owner, JsonNode container) {
        List<String> paths = new ArrayList<>();
        for (JsonNode mount : container.path("volumeMounts")) {
            JsonNode volume = volume(owner, mount.path("name").asText());
            boolean given = volume.has("configMap") || volume.has("secret");
            assertThat(given || volume.has("emptyDir")).as(volume.toString()).isTrue();
            if (!given || !mount.path("readOnly").asBoolean()) {
                paths.add(mount.path("mountPath").asText());
            }
        }
        return paths;
    }

    private static JsonNode volume(JsonNode owner, String name) {
        return StreamSupport.stream(pod(owner).path("volumes").spliterator(), false)
                .filter(volume -> name.equals(volume.path("name").asText()))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> owners(String profile) {
        List<JsonNode> owners = Chart.manifests(profile).stream()
                .filter(manifest ->
                        manifest.at("/spec/template/spec/containers").isArray())
                .toList();
        assertThat(owners).hasSize(8);
        return owners;
    }

    private static List<JsonNode> containers(JsonNode owner) {
        return Stream.of("initContainers", "containers")
                .flatMap(kind -> StreamSupport.stream(pod(owner).path(kind).spliterator(), false))
                .toList();
    }

    private static JsonNode pod(JsonNode owner) {
        return owner.at("/spec/template/spec");
    }
}
