package io.ballast.operations.chart;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import io.ballast.local.settings.ServiceName;
import io.ballast.operations.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a release of the chart stands on, on this machine: PostgreSQL, Redis and Kafka with certificates, Kafka with the topics and
 * rights that the chart declares, and the release itself, rendered to be at home here.
 */
final class ClusterParts implements AutoCloseable {

    private final CertificateAuthority authority;
    private final PostgresServer postgres;
    private final RedisServer redis;
    private final KafkaBroker kafka;
    private final JwksServer keys = JwksServer.start(TokenIssuer.create());
    private final Map<ServiceName, Database> databases = new EnumMap<>(ServiceName.class);
    private final Map<String, Path> users = new HashMap<>();
    private final List<JsonNode> release;

    private ClusterParts(Path directory) {
        authority = CertificateAuthority.create("ours", directory);
        Path server = authority.server("localhost");
        postgres = PostgresServer.startWithTls(server);
        redis = RedisServer.startWithTls(server, UUID.randomUUID().toString());
        kafka = KafkaBroker.startWithRights(server, authority.certificate());
        for (ServiceName service : ServiceName.values()) {
            databases.put(service, postgres.createDatabase(service.database()));
        }
        release = Chart.parse(Chart.text("laptop", values()));
        kafka.createTopics(
                of("KafkaTopic").stream()
                        .map(topic -> topic.at("/spec/topicName").asText())
                        .toList(),
                1);
        kafka.allow(KafkaRights.of(of("KafkaUser")));
    }

    static ClusterParts start(Path directory) {
        return new ClusterParts(directory);
    }

    KafkaBroker kafka() {
        return kafka;
    }

    /** What a superuser sees of a service's database. */
    ServiceDatabase database(ServiceName service) throws SQLException {
        return new ServiceDatabase(postgres.connect(databases.get(service).name()));
    }

    /** A container of the service's rendered Deployment or Job, with the files that its secrets would be mounted as. */
    ContainerRun container(ServiceName service, String kind, Path directory) throws IOException {
        String name = Chart.RELEASE + "-" + service.module();
        for (String mounted : List.of("postgresql", "redis", "kafka-ca")) {
            Files.copy(authority.certificate(), ContainerRun.file(directory, "/etc/ballast/" + mounted + "/ca.crt"));
        }
        Path user = users.computeIfAbsent(name, authority::client);
        Files.copy(user, ContainerRun.file(directory, "/etc/ballast/kafka-user/user.p12"));
        return new ContainerRun(
                service.module(),
                named(kind + " " + name).at("/spec/template/spec/containers/0"),
                named("ConfigMap " + name),
                secrets(name, databases.get(service)),
                directory);
    }

    private Map<String, String> secrets(String name, Database database) {
        return Map.of(
                name + "-database password", database.rolePassword(),
                name + "-database-owner username", database.owner(),
                name + "-database-owner password", database.ownerPassword(),
                name + "-redis password", redis.password().orElseThrow(),
                name + " user.password", authority.password());
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("tokens.issuer", TokenIssuer.ISSUER);
        values.put("tokens.jwksUrl", keys.url());
        values.put("postgresql.cloudnativepg.enabled", false);
        values.put("postgresql.caSecret", "postgresql-ca");
        values.put("redis.tls", true);
        values.put("redis.caSecret", "redis-ca");
        values.put("kafka.bootstrapServers", kafka.mutualTlsServers());
        values.put("networkPolicy.enabled", false);
        databases.forEach((service, database) -> {
            String prefix = "services." + service.module();
            values.put(prefix + ".redis.hosts", redis.tlsUrl());
            values.put(prefix + ".database.host", "localhost");
            values.put(prefix + ".database.port", postgres.port());
            values.put(prefix + ".database.role", database.role());
        });
        return values;
    }

    private JsonNode named(String title) {
        return release.stream()
                .filter(manifest -> Chart.title(manifest).startsWith(title))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonNode> of(String kind) {
        return release.stream()
                .filter(manifest -> kind.equals(manifest.path("kind").asText()))
                .toList();
    }

    @Override
    public void close() {
        kafka.close();
        redis.close();
        postgres.close();
        keys.close();
    }
}
