package io.ballast.operations.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.TokenIssuer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of {@code deploy/docs/security.md} with real certificates: what they let in, and what they keep out. */
class EncryptedConnectionsIT {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String SCRAM_PASSWORD = UUID.randomUUID().toString();
    private static final String MUTUAL = "Kafka with mutual TLS";
    private static final String SCRAM = "Kafka with SCRAM over TLS";
    private static final String[] CLIENTS = {
        "Reactive PostgreSQL connections health check", "Redis connection health check", "Kafka connection health check"
    };

    @TempDir
    static Path directory;

    private static CertificateAuthority authority;
    private static Path stranger;
    private static Path client;
    private static SecuredParts parts;
    private static JwksServer keys;

    @BeforeAll
    static void startParts() {
        authority = CertificateAuthority.create("ours", directory);
        stranger = CertificateAuthority.create("stranger", directory).certificate();
        client = authority.client("notification-service");
        parts = SecuredParts.start(authority.server("localhost"), authority.certificate());
        parts.kafka().scramUser("notification-service", SCRAM_PASSWORD);
        keys = JwksServer.start(TokenIssuer.create());
    }

    @AfterAll
    static void stopParts() {
        parts.close();
        keys.close();
    }

    @Test
    void givenTheDocumentedSettings_whenTheServiceStarts_thenEventsReachItsStoresByEncryptedConnectionsAlone() {
        try (SecuredService mutual = start(MUTUAL, blanks())) {
            mutual.awaitReady();
            thenAnEventReachesBothStores();
        }
        try (SecuredService scram = start(SCRAM, blanks())) {
            scram.awaitReady();
            thenAnEventReachesBothStores();
        }
    }

    @Test
    void givenServersOfAnotherAuthority_whenTheServiceStarts_thenItTrustsNoneOfThem() {
        Map<String, String> distrusting = blanks();
        distrusting.put("ca", stranger.toString());
        thenNothingIsTrusted(distrusting);
    }

    @Test
    void givenServersOfAnotherName_whenTheServiceStarts_thenItTrustsNoneOfThem() {
        Map<String, String> elsewhere = blanks();
        elsewhere.replaceAll((name, value) -> value.replace("localhost", "127.0.0.1"));
        thenNothingIsTrusted(elsewhere);
    }

    private static void thenAnEventReachesBothStores() {
        String user = "user-" + UUID.randomUUID();
        UUID account = UUID.randomUUID();
        parts.publishBalance(user, account);
        await().atMost(BOUND).until(() -> parts.isInPostgres(account) && parts.isInRedis(user));
        assertThat(parts.sessions(true)).isPositive();
        assertThat(parts.sessions(false)).isZero();
    }

    /** Flyway by JDBC, everything else by the service's own clients. */
    private static void thenNothingIsTrusted(Map<String, String> blanks) {
        String flyway = documented(MUTUAL, blanks).properties().get("quarkus.datasource.jdbc.url");
        Database database = parts.database();
        assertThatThrownBy(() -> DriverManager.getConnection(flyway, database.owner(), database.ownerPassword()))
                .hasMessageFindingMatch("SSL error: .*PKIX|hostname .* could not be verified");
        try (SecuredService service = start(MUTUAL, blanks, Map.of("quarkus.flyway.migrate-at-start", "false"))) {
            await().atMost(BOUND)
                    .untilAsserted(() ->
                            assertThat(brokenHandshakes(service.readiness())).contains(CLIENTS));
        }
    }

    /** The checks that are down because the service ended a handshake. */
    private static List<String> brokenHandshakes(JsonNode readiness) {
        return StreamSupport.stream(readiness.path("checks").spliterator(), false)
                .filter(check -> check.path("status").asText().equals("DOWN"))
                .filter(check -> check.path("data").toString().contains("SSL"))
                .map(check -> check.path("name").asText())
                .toList();
    }

    private static SecuredService start(String kafka, Map<String, String> blanks) {
        return start(kafka, blanks, Map.of());
    }

    private static SecuredService start(String kafka, Map<String, String> blanks, Map<String, String> more) {
        DocumentedSettings documented = documented(kafka, blanks);
        ServiceSettings settings =
                ServiceSettings.create().database(parts.database()).tokens(keys.url());
        Map<String, String> properties = new HashMap<>(settings.plain());
        properties.putAll(documented.properties());
        properties.putAll(more);
        Map<String, String> environment = new HashMap<>(settings.environment());
        environment.putAll(documented.environment());
        return SecuredService.start(directory, properties, environment);
    }

    private static DocumentedSettings documented(String kafka, Map<String, String> blanks) {
        return DocumentedSettings.read(List.of("PostgreSQL", "Redis", kafka), blanks);
    }

    private static Map<String, String> blanks() {
        Map<String, String> blanks = new HashMap<>();
        blanks.put("ca", authority.certificate().toString());
        blanks.put("postgres", "localhost:" + parts.postgres().port());
        blanks.put("database", parts.database().name());
        blanks.put("redis", parts.redis().tlsUrl().substring("rediss://".length()));
        blanks.put("redis-password", parts.redis().password().orElseThrow());
        blanks.put("kafka", parts.kafka().mutualTlsServers());
        blanks.put("kafka-scram", parts.kafka().scramServers());
        blanks.put("user-p12", client.toString());
        blanks.put("user-p12-password", authority.password());
        blanks.put("user", "notification-service");
        blanks.put("user-password", SCRAM_PASSWORD);
        return blanks;
    }
}
