package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom CloudNativePG's pods may talk to: they have labels of their own, by which the services' policies do not select them. */
class DatabaseNetworkPolicyTest {

    private static final String CLUSTER = "cnpg.io/cluster";
    /** No value at all, as Helm's command line has it. */
    private static final String NOBODY = "null";

    static Stream<String> profiles() {
        return Chart.PROFILES.stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenADatabase_whenNothingElseIsSaid_thenNothingComesInOrGoesOut(String profile) {
        assertThat(databases(profile)).hasSize(4);
        for (String database : databases(profile)) {
            assertThat(policies(profile, database).stream()
                            .filter(policy -> Chart.name(policy).equals(database + "-default-deny")))
                    .singleElement()
                    .satisfies(deny -> {
                        assertThat(deny.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
                        assertThat(deny.path("spec").has("ingress")).isFalse();
                        assertThat(deny.path("spec").has("egress")).isFalse();
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenADatabase_whenItsPoliciesAreRead_thenItsServiceItsInstancesAndItsOperatorComeInAndNobodyElse(
            String profile) {
        for (JsonNode cluster : Chart.manifests(profile, "Cluster")) {
            String database = Chart.name(cluster);
            String service = cluster.at("/metadata/labels")
                    .path("app.kubernetes.io/name")
                    .asText();
            Set<String> expected = new TreeSet<>(Set.of(
                    "podSelector app.kubernetes.io/name=%s app.kubernetes.io/instance=ballast: 5432".formatted(service),
                    "podSelector cnpg.io/cluster=%s: 5432 8000".formatted(database),
                    "namespaceSelector kubernetes.io/metadata.name=cnpg-system"
                            + " podSelector app.kubernetes.io/name=cloudnative-pg: 5432 8000"));
            if (!"laptop".equals(profile)) {
                expected.add("namespaceSelector kubernetes.io/metadata.name=monitoring: 9187");
            }
            assertThat(edges(profile, database, "ingress", "from")).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenADatabase_whenItsPoliciesAreRead_thenItReachesWhatAnInstanceNeedsAndNobodyElse(String profile) {
        for (String database : databases(profile)) {
            Set<String> reached = new TreeSet<>();
            for (JsonNode policy : policies(profile, database)) {
                policy.at("/spec/egress").forEach(rule -> {
                    NetworkPolicyTest.named(policy, rule, "to");
                    reached.add(Chart.name(policy).substring(database.length() + 1));
                });
            }
            Set<String> expected = new TreeSet<>(Set.of("between-instances", "to-dns", "to-kubernetes-api"));
            if (!"laptop".equals(profile)) {
                expected.add("to-backups");
            }
            assertThat(reached).isEqualTo(expected);
        }
    }

    /** What a service may leave to is what its database lets in, and no other service is let in there. */
    @ParameterizedTest
    @MethodSource("profiles")
    void givenAService_whenItGoesToPostgreSql_thenItIsLetInByItsOwnDatabaseAlone(String profile) {
        for (JsonNode policy : Chart.manifests(profile, "NetworkPolicy")) {
            if (Chart.name(policy).endsWith("-to-postgresql")) {
                String database = policy.at("/spec/egress/0/to/0/podSelector/matchLabels")
                        .path(CLUSTER)
                        .asText();
                assertThat(databases(profile)).contains(database);
                JsonNode from = policies(profile, database).stream()
                        .filter(other -> Chart.name(other).endsWith("-service"))
                        .findFirst()
                        .orElseThrow()
                        .at("/spec/ingress/0/from/0/podSelector");
                assertThat(from).isEqualTo(policy.at("/spec/podSelector"));
            }
        }
    }

    @Test
    void givenPeersThatNobodyHasNamed_whenTheChartIsRendered_thenTheyAreAskedFor() {
        assertThatThrownBy(() -> Chart.text("small", Map.of("networkPolicy.ingress.cloudnativepg", NOBODY)))
                .hasMessageContaining("networkPolicy.ingress.cloudnativepg");
        assertThatThrownBy(() -> Chart.text("small", Map.of("networkPolicy.egress.kubernetesApi.peers", NOBODY)))
                .hasMessageContaining("kubernetesApi");
        assertThatThrownBy(() -> Chart.text("laptop", Map.of("postgresql.cloudnativepg.backup.objectStore", "backups")))
                .hasMessageContaining("networkPolicy.egress.backups.peers");
    }

    /** {@code podSelector a=b: 5432}, one for each peer of each rule. */
    private static Set<String> edges(String profile, String database, String direction, String side) {
        Set<String> edges = new TreeSet<>();
        for (JsonNode policy : policies(profile, database)) {
            for (JsonNode rule : policy.path("spec").path(direction)) {
                NetworkPolicyTest.named(policy, rule, side);
                rule.path(side).forEach(peer -> edges.add(described(peer) + ": " + ports(rule)));
            }
        }
        return edges;
    }

    private static String described(JsonNode peer) {
        List<String> parts = new ArrayList<>();
        peer.properties().forEach(selector -> {
            parts.add(selector.getKey());
            selector.getValue()
                    .path("matchLabels")
                    .properties()
                    .forEach(label ->
                            parts.add(label.getKey() + "=" + label.getValue().asText()));
        });
        return String.join(" ", parts);
    }

    private static String ports(JsonNode rule) {
        return String.join(" ", rule.path("ports").findValuesAsText("port"));
    }

    private static List<String> databases(String profile) {
        return Chart.manifests(profile, "Cluster").stream().map(Chart::name).toList();
    }

    private static List<JsonNode> policies(String profile, String database) {
        return Chart.manifests(profile, "NetworkPolicy").stream()
                .filter(policy -> database.equals(
                        policy.at("/spec/podSelector/matchLabels").path(CLUSTER).asText()))
                .toList();
    }
}
