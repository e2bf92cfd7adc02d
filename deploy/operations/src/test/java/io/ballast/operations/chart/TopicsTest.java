package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Topics;
import io.ballast.local.part.TopicPlan;
import io.ballast.local.settings.ServiceName;
import io.ballast.operations.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {

    private static final Pattern CHANNEL = Pattern.compile("mp\\.messaging\\.incoming\\.([^.]+)\\.topic");
    private static final Map<String, String> PRODUCES = Map.of(
            "ledger-service", Topics.LEDGER_BALANCES,
            "chain-balance-service", Topics.CHAIN_BALANCES,
            "auto-deposit-service", Topics.DEPOSITS);

    static Stream<String> profiles() {
        return Chart.PROFILES.stream();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenTheTopicsOfTheEvents_whenTheChartIsRendered_thenItHasTheseAndTheirDeadLetters(String profile) {
        assertThat(Chart.manifests(profile, "KafkaTopic").stream()
                        .map(topic -> topic.at("/spec/topicName").asText()))
                .containsExactlyInAnyOrderElementsOf(TopicPlan.names());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenATopic_whenItsSettingsAreRead_thenItIsNotForgottenBeforeItIsWritten(String profile) {
        for (JsonNode topic : Chart.manifests(profile, "KafkaTopic")) {
            JsonNode spec = topic.path("spec");
            int replicas = spec.path("replicas").asInt();
            assertThat(spec.at("/config/min.insync.replicas").asInt())
                    .as(Chart.title(topic))
                    .isGreaterThan(replicas / 2)
                    .isLessThanOrEqualTo(Math.max(1, replicas - 1));
            assertThat(spec.at("/config/unclean.leader.election.enable").asBoolean(true))
                    .isFalse();
            assertThat(topic.at("/metadata/annotations")
                            .path("helm.sh/resource-policy")
                            .asText())
                    .isEqualTo("keep");
        }
    }

    /** What a service may do in Kafka is what its channels need: one topic written, some read, and its own dead letters. */
    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenAServicesChannels_whenItsRightsAreRead_thenTheyAreTheLeast(ServiceName service) {
        List<String> expected = new ArrayList<>();
        Map<String, String> own = RenderedSettings.own(service.module());
        own.forEach((name, topic) -> {
            Matcher channel = CHANNEL.matcher(name);
            if (channel.matches()) {
                String prefix = "mp.messaging.incoming." + channel.group(1);
                expected.add("topic " + topic + " Describe Read");
                expected.add("group " + own.get(prefix + ".group.id") + " Describe Read");
                expected.add("topic " + own.get(prefix + ".dead-letter-queue.topic") + " Describe Write");
            }
        });
        assertThat(expected).isNotEmpty();
        if (PRODUCES.containsKey(service.module())) {
            expected.add("topic " + PRODUCES.get(service.module()) + " Describe Write");
        }

        for (String profile : Chart.PROFILES) {
            assertThat(rights(profile, Chart.RELEASE + "-" + service.module()))
                    .as(profile)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** Who publishes which topic is the source of its events, as events' documents say. */
    @ParameterizedTest
    @MethodSource("profiles")
    void givenATopicOfEvents_whenAllRightsAreRead_thenOneServiceWritesIt(String profile) {
        for (String topic : Topics.all()) {
            assertThat(Chart.manifests(profile, "KafkaUser").stream()
                            .filter(user -> rights(user).contains("topic " + topic + " Describe Write")))
                    .as(topic)
                    .hasSize(1);
        }
        assertThat(Checkout.yaml("deploy/chart/files/topics.yaml").properties().stream()
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(Topics.all());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void givenAllUsers_whenTheirRightsAreRead_thenNoneIsForAPatternOrForEverything(String profile) {
        for (JsonNode user : Chart.manifests(profile, "KafkaUser")) {
            assertThat(user.at("/spec/authorization/type").asText()).isEqualTo("simple");
            for (JsonNode acl : user.at("/spec/authorization/acls")) {
                assertThat(acl.at("/resource/patternType").asText()).isEqualTo("literal");
                assertThat(acl.at("/resource/name").asText()).doesNotContain("*");
                assertThat(acl.path("operations").toString())
                        .containsAnyOf("[\"Describe\"]", "[\"Describe\",\"Read\"]", "[\"Describe\",\"Write\"]");
            }
        }
        assertThat(Chart.manifests(profile, "KafkaUser").stream()
                        .filter(user -> Chart.name(user).endsWith("-keda"))
                        .flatMap(user -> rights(user).stream()))
                .allSatisfy(right -> assertThat(right).endsWith(" Describe"));
    }

    private static List<String> rights(String profile, String name) {
        return Chart.manifests(profile, "KafkaUser").stream()
                .filter(user -> name.equals(Chart.name(user)))
                .flatMap(user -> rights(user).stream())
                .toList();
    }

    private static List<String> rights(JsonNode user) {
        List<String> rights = new ArrayList<>();
        for (JsonNode acl : user.at("/spec/authorization/acls")) {
            StringBuilder right = new StringBuilder(acl.at("/resource/type").asText())
                    .append(' ')
                    .append(acl.at("/resource/name").asText());
            acl.path("operations").forEach(operation -> right.append(' ').append(operation.asText()));
            rights.add(right.toString());
        }
        return rights;
    }
}
