package io.ballast.operations.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.operations.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesSchemaTest {

    @ParameterizedTest
    @CsvSource({
        "nonsense, 1",
        "services.payment-service.enabled, true",
        "services.ledger-service.replica, 3",
        "services.ledger-service.resources.limits.memroy, 1Gi",
        "services.ledger-service.autoscaling.by, weather",
        "services.ledger-service.replicas, many",
        "services.ledger-service.redis.hosts, redis://:password@redis:6379",
        "services.ledger-service.config.ballast\\.archive\\.directory, /tmp",
        "shutdown.marginSeconds, 0",
        "kafka.authentication, plain",
        "kafka.strimzi.retentionHours, 400",
        "networkPolicy.egress.everybody.peers, x",
        "gateway.enabled, maybe"
    })
    void givenAValueThatIsUnknownOrWrong_whenTheChartIsRendered_thenItIsRefused(String value, String given) {
        assertThatThrownBy(() -> Chart.text("small", Map.of(value, given)))
                .hasMessageContaining("values don't meet the specifications of the schema");
    }

    @ParameterizedTest
    @CsvSource({
        "tokens.issuer, tokens.issuer",
        "tokens.jwksUrl, tokens.jwksUrl",
        "services.ledger-service.redis.hosts, redis.hosts"
    })
    void givenWhatIsNeverGuessed_whenItIsMissing_thenItIsAskedFor(String value, String asked) {
        assertThatThrownBy(() -> Chart.text("small", Map.of(value, ""))).hasMessageContaining(asked);
    }

    @Test
    void givenRedisWithTls_whenAUrlIsWithoutIt_thenItIsRefused() {
        assertThatThrownBy(() -> Chart.text(
                        "small", Map.of("services.ledger-service.redis.hosts", "redis://redis.data.svc:6379")))
                .hasMessageContaining("services.ledger-service.redis.hosts");
    }

    /** A restored database is another Cluster than the chart's. */
    @Test
    void givenTheHostOfADatabase_whenThereIsACluster_thenTheHostGoesBeforeIt() {
        String rendered = Chart.text("small", Map.of("services.ledger-service.database.host", "ledger-restored-rw"));

        assertThat(Chart.text("small")).contains("postgresql://ballast-ledger-rw");
        assertThat(rendered)
                .contains("postgresql://ledger-restored-rw")
                .doesNotContain("postgresql://ballast-ledger-rw");
    }

    @Test
    void givenTheSchema_whenItsValuesAreRead_thenEachIsDescribed() {
        List<String> silent = new ArrayList<>();
        search(Checkout.yaml("deploy/chart/values.schema.json"), "", silent);
        assertThat(silent).isEmpty();
    }

    @Test
    void givenTheChart_whenItIsLinted_thenNothingIsWrong() {
        assertThat(Chart.lint().getMessages())
                .as("Helm's words")
                .noneMatch(message -> message.contains("[ERROR]") || message.contains("[WARNING]"));
        assertThat(Chart.lint().isFailed()).isFalse();
    }

    private static void search(JsonNode schema, String path, List<String> silent) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode value = property.getValue();
            String name = path + "/" + property.getKey();
            if (!value.has("$ref") && value.path("description").asText().length() < 4) {
                silent.add(name);
            }
            search(value, name, silent);
        });
        schema.path("$defs")
                .properties()
                .forEach(definition -> search(definition.getValue(), definition.getKey(), silent));
        search(schema, silent, path, "items");
        search(schema, silent, path, "additionalProperties");
    }

    private static void search(JsonNode schema, List<String> silent, String path, String part) {
        if (schema.path(part).isObject()) {
            search(schema.path(part), path + "/" + part, silent);
        }
    }
}
