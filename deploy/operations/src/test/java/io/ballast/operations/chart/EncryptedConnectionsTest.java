package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.local.settings.ServiceName;
import io.ballast.operations.Checkout;
import io.ballast.operations.tls.DocumentedSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How the chart has services talk to their stores is how {@code deploy/docs/security.md} says that they should: setting by setting,
 * and none beside these. {@code EncryptedConnectionsIT} runs with the document's.
 */
class EncryptedConnectionsTest {

    private static final Map<String, Object> SCRAM =
            Map.of("kafka.authentication", "scram-sha-512", "kafka.kedaExistingSecret", "keda");
    private static final JsonNode FACTS = Checkout.yaml("deploy/chart/files/services.yaml");

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenAService_whenItIsRendered_thenItComesToPostgreSqlAsTheDocumentSays(ServiceName service) {
        String database = service.database();
        DocumentedSettings documented = documented(
                "PostgreSQL",
                Map.of(
                        "postgres",
                        "ballast-" + database.replace('_', '-') + "-rw:5432",
                        "database",
                        database,
                        "ca",
                        "/etc/ballast/postgresql/ca.crt"));

        assertThat(rendered(Map.of(), service, "quarkus.datasource.reactive.", "quarkus.datasource.jdbc."))
                .isEqualTo(documented.properties());
    }

    /** The same line on the server's side. */
    @Test
    void givenADatabaseOfTheChart_whenSomebodyComesWithoutTls_thenTheyAreRefusedBeforeAnythingElseIsLookedAt() {
        assertThat(Chart.manifests("small", "Cluster"))
                .hasSize(4)
                .allSatisfy(cluster -> assertThat(
                                cluster.at("/spec/postgresql/pg_hba/0").asText())
                        .isEqualTo("hostnossl all all all reject"));
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenAService_whenItIsRendered_thenItComesToRedisAsTheDocumentSaysIfItHasOne(ServiceName service) {
        DocumentedSettings documented = documented(
                "Redis",
                Map.of("redis", "redis.data.svc:6379", "ca", "/etc/ballast/redis/ca.crt", "redis-password", "secret"));
        boolean redis = FACTS.path(service.module()).path("redis").asBoolean();

        assertThat(rendered(Map.of(), service, "quarkus.redis.", "quarkus.tls."))
                .isEqualTo(redis ? documented.properties() : Map.of());
        assertThat(secrets(Map.of(), service)
                        .containsAll(documented.environment().keySet()))
                .isEqualTo(redis);
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenCertificates_whenAServiceIsRendered_thenItComesToKafkaAsTheDocumentSays(ServiceName service) {
        DocumentedSettings documented = documented(
                "Kafka with mutual TLS",
                Map.of(
                        "kafka",
                        "ballast-kafka-bootstrap.kafka.svc:9093",
                        "ca",
                        "/etc/ballast/kafka-ca/ca.crt",
                        "user-p12",
                        "/etc/ballast/kafka-user/user.p12",
                        "user-p12-password",
                        "secret"));

        assertThat(rendered(Map.of(), service, "kafka.")).isEqualTo(documented.properties());
        assertThat(secrets(Map.of(), service))
                .containsAll(documented.environment().keySet());
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenPasswords_whenAServiceIsRendered_thenItComesToKafkaAsTheDocumentSays(ServiceName service) {
        DocumentedSettings documented = documented(
                "Kafka with SCRAM over TLS",
                Map.of(
                        "kafka-scram",
                        "ballast-kafka-bootstrap.kafka.svc:9093",
                        "ca",
                        "/etc/ballast/kafka-ca/ca.crt",
                        "user",
                        "user",
                        "user-password",
                        "secret"));

        assertThat(rendered(SCRAM, service, "kafka.")).isEqualTo(documented.properties());
        assertThat(secrets(SCRAM, service)).containsAll(documented.environment().keySet());
    }

    /** The files that the settings name are mounted, each from a secret. */
    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void givenAService_whenItsSettingsNameAFile_thenItIsMountedFromASecret(ServiceName service) {
        JsonNode pod = deployment(Map.of(), service).at("/spec/template/spec");
        Map<String, String> volumes = new TreeMap<>();
        pod.path("volumes")
                .forEach(volume -> volume.at("/secret/items")
                        .forEach(item -> volumes.put(
                                volume.path("name").asText(), item.path("path").asText())));
        Set<String> mounted = new TreeSet<>();
        pod.at("/containers/0/volumeMounts").forEach(mount -> {
            String file = volumes.get(mount.path("name").asText());
            if (file != null) {
                mounted.add(mount.path("mountPath").asText() + "/" + file);
            }
        });

        assertThat(mounted)
                .containsAll(rendered(Map.of(), service, "").values().stream()
                        .flatMap(value -> Stream.of(value.split("[&=?]")))
                        .filter(value -> value.startsWith("/etc/ballast/"))
                        .toList());
        assertThat(mounted).hasSizeGreaterThan(2);
    }

    private static DocumentedSettings documented(String section, Map<String, String> blanks) {
        return DocumentedSettings.read(List.of(section), blanks);
    }

    private static Map<String, String> rendered(Map<String, Object> values, ServiceName service, String... prefixes) {
        Map<String, String> settings =
                new TreeMap<>(RenderedSettings.properties(Chart.parse(Chart.text("small", values)), service.module()));
        settings.keySet().removeIf(name -> Stream.of(prefixes).noneMatch(name::startsWith));
        return settings;
    }

    /** The environment variables that come from a secret. */
    private static Set<String> secrets(Map<String, Object> values, ServiceName service) {
        Set<String> names = new TreeSet<>();
        deployment(values, service).at("/spec/template/spec/containers/0/env").forEach(variable -> {
            if (variable.at("/valueFrom/secretKeyRef/key").isTextual()) {
                names.add(variable.path("name").asText());
            }
        });
        return names;
    }

    private static JsonNode deployment(Map<String, Object> values, ServiceName service) {
        return Chart.parse(Chart.text("small", values)).stream()
                .filter(manifest -> Chart.title(manifest).equals("Deployment ballast-" + service.module()))
                .findFirst()
                .orElseThrow();
    }
}
