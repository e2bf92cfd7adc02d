package io.ballast.infrastructure.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.TokenIssuer;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class BallastTestResourceIT {

    @Test
    void givenAllParts_whenStarted_thenTheServiceIsPointedAtThem() {
        BallastTestResource resource = new BallastTestResource();
        resource.init(Map.of("database", "ledger", "parts", "postgres, kafka, redis, evm"));
        try {
            Map<String, String> properties = resource.start();

            assertThat(properties)
                    .containsEntry("quarkus.http.test-port", "0")
                    .containsEntry("quarkus.management.test-port", "0")
                    .containsEntry("quarkus.datasource.username", "ledger")
                    .containsEntry("ballast.evm.chain-id", "31337")
                    .containsKeys(
                            "kafka.bootstrap.servers",
                            "quarkus.redis.hosts",
                            "BALLAST_JWT_JWKS_URL",
                            "ballast.evm.rpc-url",
                            "ballast.evm.token-address",
                            "ballast.evm.multicall-address");
        } finally {
            resource.stop();
        }
    }

    @Test
    void givenATestWithFields_whenInjected_thenTheyAreTheRunningParts() {
        BallastTestResource resource = new BallastTestResource();
        resource.init(Map.of("parts", "redis"));
        Fields test = new Fields();
        try {
            resource.start();
            resource.inject((value, matches) -> fill(test, value, matches));

            assertThat(test.redis.command("PING")).isEqualTo("PONG");
            assertThat(test.tokens).isNotNull();
            assertThat(test.postgres).isNull();
            assertThat(test.kafka).isNull();
            assertThat(test.evm).isNull();
        } finally {
            resource.stop();
        }
    }

    @Test
    void givenPostgresWithoutADatabase_whenInitialised_thenTheArgumentIsNamed() {
        BallastTestResource resource = new BallastTestResource();

        assertThatThrownBy(() -> resource.init(Map.of("parts", "postgres"))).hasMessageContaining("'database'");
    }

    @Test
    void givenAnUnknownPart_whenStarted_thenTheKnownOnesAreNamed() {
        BallastTestResource resource = new BallastTestResource();
        resource.init(Map.of("parts", "oracle"));

        assertThatThrownBy(resource::start).hasMessageContaining("oracle").hasMessageContaining("redis");
    }

    /** What Quarkus does for a test's fields. */
    private static void fill(Fields test, Object value, Predicate<Field> matches) {
        for (Field field : Fields.class.getDeclaredFields()) {
            if (matches.test(field)) {
                try {
                    field.set(test, value);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static final class Fields {
        private RedisServer redis;
        private TokenIssuer tokens;
        private PostgresServer postgres;
        private KafkaBroker kafka;
        private EvmNode evm;
    }
}
