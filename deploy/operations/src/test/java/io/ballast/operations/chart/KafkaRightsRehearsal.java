package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.operations.Checkout;
import io.ballast.operations.tls.CertificateAuthority;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rights of the rendered KafkaUsers on a broker that obeys them (Kafka's own authorizer): every user does everything to every
 * topic and group, and what is let through is what files/topics.yaml has for it. The packaged services do their work
 * with these rights in {@link ClusterRehearsal}.
 */
class KafkaRightsRehearsal {

    /** Has a user for KEDA beside the services'. */
    private static final String PROFILE = "large";

    private static final String KEDA = "ballast-keda";
    private static final JsonNode PLAN = Checkout.yaml("deploy/chart/files/topics.yaml");

    @TempDir
    static Path directory;

    private static CertificateAuthority authority;
    private static KafkaBroker broker;
    private static Set<String> topics;
    private static Set<String> groups;

    @BeforeAll
    static void start() {
        authority = CertificateAuthority.create("ours", directory);
        broker = KafkaBroker.startWithRights(authority.server("localhost"), authority.certificate());
        topics = new TreeSet<>(Chart.manifests(PROFILE, "KafkaTopic").stream()
                .map(topic -> topic.at("/spec/topicName").asText())
                .toList());
        groups = new TreeSet<>();
        PLAN.forEach(ends -> ends.path("groups").forEach(group -> groups.add(group.asText())));
        broker.createTopics(topics, 1);
        broker.allow(KafkaRights.of(Chart.manifests(PROFILE, "KafkaUser")));
        TriedRights everything =
                new TriedRights(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) broker.bootstrapServers()));
        assertThat(topics).allMatch(everything::writes);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    static Stream<String> services() {
        return Chart.manifests(PROFILE, "KafkaUser").stream()
                .map(Chart::name)
                .filter(name -> !KEDA.equals(name))
                .map(name -> name.substring("ballast-".length()));
    }

    @ParameterizedTest
    @MethodSource("services")
    void givenAServicesUser_whenItTriesEverything_thenItMayDoWhatItsEventsNeedAndNothingElse(String service) {
        TriedRights user = withCertificate("ballast-" + service, service);
        Set<String> read = new TreeSet<>();
        Set<String> written = new TreeSet<>();
        Set<String> joined = new TreeSet<>();
        PLAN.properties().forEach(topic -> {
            if (service.equals(topic.getValue().path("producer").asText())) {
                written.add(topic.getKey());
            }
            JsonNode group = topic.getValue().path("groups").path(service);
            if (group.isTextual()) {
                read.add(topic.getKey());
                joined.add(group.asText());
                written.add(service.replaceFirst("-service$", ".") + topic.getKey() + ".dlq");
            }
        });

        assertThat(those(topics, user::writes)).isEqualTo(written);
        assertThat(those(topics, user::reads)).isEqualTo(read);
        assertThat(those(groups, user::looksAt)).isEqualTo(joined);
        assertThat(those(groups, group -> user.commits(group, read.iterator().next())))
                .isEqualTo(joined);
        mayNotAdminister(user, written.iterator().next(), joined.iterator().next());
    }

    @Test
    void givenTheUserOfKeda_whenItTriesEverything_thenItSeesHowFarTheScaledGroupsAreAndNoEvent() {
        TriedRights user = withCertificate(KEDA, "ledger-service");
        Set<String> scaled = new TreeSet<>(Chart.manifests(PROFILE, "ScaledObject").stream()
                .flatMap(scaler -> scaler.findValuesAsText("consumerGroup").stream())
                .toList());

        assertThat(those(groups, user::looksAt)).isNotEmpty().isEqualTo(scaled);
        assertThat(those(topics, user::reads)).isEmpty();
        assertThat(those(topics, user::writes)).isEmpty();
        mayNotAdminister(user, topics.iterator().next(), scaled.iterator().next());
    }

    /** The same rights under the name that Kafka knows a user with a password by. */
    @Test
    void givenAUserWithAPassword_whenItWrites_thenItMayWriteItsOwnTopicAlone() {
        List<JsonNode> manifests = Chart.parse(Chart.text(
                PROFILE, Map.of("kafka.authentication", "scram-sha-512", "kafka.kedaExistingSecret", "keda")));
        broker.allow(KafkaRights.of(manifests.stream()
                .filter(manifest -> "KafkaUser".equals(manifest.path("kind").asText()))
                .toList()));
        String password = UUID.randomUUID().toString();
        broker.scramUser("ballast-auto-deposit-service", password);
        Map<String, Object> client =
                client(RenderedSettings.properties(manifests, "auto-deposit-service"), broker.scramServers());
        client.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted("ballast-auto-deposit-service", password));

        TriedRights user = new TriedRights(client);
        assertThat(those(topics, user::writes))
                .containsExactlyInAnyOrder("deposits.v1", "auto-deposit.chain.balances.v1.dlq");
    }

    private static void mayNotAdminister(TriedRights user, String topic, String group) {
        assertThat(user.createsTopics()).isFalse();
        assertThat(user.forgets(topic)).isFalse();
        assertThat(user.forgetsGroup(group)).isFalse();
        assertThat(user.seesRights()).isFalse();
        assertThat(user.beginsTransactions()).isFalse();
    }

    private static Set<String> those(Set<String> all, Predicate<String> allowed) {
        Set<String> found = new TreeSet<>(all);
        found.removeIf(allowed.negate());
        return found;
    }

    private static TriedRights withCertificate(String user, String service) {
        Map<String, Object> client = client(RenderedSettings.properties(PROFILE, service), broker.mutualTlsServers());
        client.put("ssl.keystore.location", authority.client(user).toString());
        client.put("ssl.keystore.password", authority.password());
        return new TriedRights(client);
    }

    /** As the chart configures it, with this machine's files. */
    private static Map<String, Object> client(Map<String, String> rendered, String servers) {
        Map<String, Object> client = KafkaRights.client(rendered);
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        client.put("ssl.truststore.location", authority.certificate().toString());
        return client;
    }
}
