package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom pods of services may talk to. A policy is named for the peer that it lets through. */
class NetworkPolicyTest {

    /** Everybody else whom a service talks to has to be added here first. */
    private static final Map<String, Set<String>> PEERS = Map.of(
            "ledger-service", Set.of("dns", "postgresql", "kafka", "redis", "jwks"),
            "chain-balance-service", Set.of("dns", "postgresql", "kafka", "redis", "jwks", "chains"),
            "notification-service", Set.of("dns", "postgresql", "kafka", "redis", "jwks", "push"),
            "auto-deposit-service", Set.of("dns", "postgresql", "kafka", "jwks", "chains", "signer"));

    private static final Set<String> OF_MIGRATIONS = Set.of("dns", "postgresql");

    static Stream<String> profiles() {
        return Chart.PROFILES.stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAProfile_whenNothingElseIsSaid_thenNothingComesInOrGoesOut(String profile) {
        JsonNode deny = policy(profile, "ballast-default-deny");

        assertThat(deny.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
        assertThat(deny.path("spec").has("ingress")).isFalse();
        assertThat(deny.path("spec").has("egress")).isFalse();
        JsonNode selected = deny.at("/spec/podSelector/matchLabels");
        for (JsonNode owner : Chart.manifests(profile)) {
            JsonNode labels = owner.at("/spec/template/metadata/labels");
            if (labels.isObject()) {
                selected.properties()
                        .forEach(label -> assertThat(labels.path(label.getKey()))
                                .as(Chart.title(owner))
                                .isEqualTo(label.getValue()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAProfile_whenItsPoliciesAreRead_thenEachServiceReachesItsPeersAndNobodyElse(String profile) {
        Map<String, Set<String>> reached = new TreeMap<>();
        for (JsonNode policy : policies(profile)) {
            for (JsonNode rule : policy.at("/spec/egress")) {
                named(policy, rule, "to");
                reached.computeIfAbsent(service(policy), service -> new TreeSet<>())
                        .add(Chart.name(policy).replaceFirst("^.*-to-", ""));
            }
        }
        assertThat(reached).isEqualTo(PEERS);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAProfile_whenItsPoliciesAreRead_thenOnlyTheGatewayAndMonitoringComeIn(String profile) {
        for (JsonNode policy : policies(profile)) {
            for (JsonNode rule : policy.at("/spec/ingress")) {
                named(policy, rule, "from");
                boolean gateway = Chart.name(policy).endsWith("-from-gateway");
                assertThat(gateway || Chart.name(policy).endsWith("-from-monitoring"))
                        .as(Chart.title(policy))
                        .isTrue();
                assertThat(rule.at("/ports/0/port").asText()).isEqualTo(gateway ? "http" : "management");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenTheMigrations_whenTheyRun_thenTheyReachPostgreSqlAndNoFurther(String profile) {
        for (JsonNode policy : policies(profile)) {
            if (policy.at("/spec/egress").isArray()) {
                String peer = Chart.name(policy).replaceFirst("^.*-to-", "");
                boolean ofServicesAlone = "service"
                        .equals(policy.at("/spec/podSelector/matchLabels")
                                .path("app.kubernetes.io/component")
                                .asText());
                assertThat(ofServicesAlone).as(Chart.title(policy)).isNotEqualTo(OF_MIGRATIONS.contains(peer));
            }
        }
    }

    /** The internet means the internet: a chain's RPC server is no address of ours. */
    @ParameterizedTest
    @MethodSource("profiles")
    void givenAPeerOnTheInternet_whenItsPolicyIsRead_thenPrivateAddressesAreNotIn(String profile) {
        for (JsonNode policy : policies(profile)) {
            policy.at("/spec/egress")
                    .findValues("ipBlock")
                    .forEach(block -> assertThat(block.path("except").toString())
                            .as(Chart.title(policy))
                            .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"));
        }
    }

    @Test
    void givenAPeerThatNobodyHasNamed_whenTheChartIsRendered_thenItIsAskedFor() {
        Map<String, Object> elsewhere = Map.of(
                "kafka.strimzi.enabled", false,
                "kafka.bootstrapServers", "kafka.example.org:9093",
                "kafka.caSecret", "kafka-ca");

        assertThatThrownBy(() -> Chart.text("small", elsewhere))
                .hasMessageContaining("networkPolicy.egress.kafka.peers");
    }

    /** The databases' have a test of their own. */
    private static List<JsonNode> policies(String profile) {
        return Chart.manifests(profile, "NetworkPolicy").stream()
                .filter(policy -> policy.at("/spec/podSelector/matchLabels").has("app.kubernetes.io/instance"))
                .toList();
    }

    static void named(JsonNode policy, JsonNode rule, String direction) {
        assertThat(rule.path(direction).size()).as(Chart.title(policy)).isPositive();
        rule.path(direction)
                .forEach(peer -> assertThat(peer.properties())
                        .as(Chart.title(policy))
                        .isNotEmpty()
                        .allSatisfy(part -> assertThat(part.getValue().size()).isPositive()));
        assertThat(rule.path("ports").size()).as(Chart.title(policy)).isPositive();
    }

    private static String service(JsonNode policy) {
        return policy.at("/spec/podSelector/matchLabels")
                .path("app.kubernetes.io/name")
                .asText();
    }

    private static JsonNode policy(String profile, String name) {
        List<JsonNode> found = Chart.manifests(profile, "NetworkPolicy").stream()
                .filter(policy -> name.equals(Chart.name(policy)))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
