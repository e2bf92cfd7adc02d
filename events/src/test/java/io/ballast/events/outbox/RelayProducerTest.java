package io.ballast.events.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class RelayProducerTest {

    private final Map<String, Object> settings = RelayProducer.settings(
            Map.of("bootstrap.servers", "127.0.0.1:9092", "acks", "1", "security.protocol", "PLAINTEXT"), "relay");

    @Test
    void theOrderDoesNotDependOnTheServicesConfiguration() {
        assertThat(settings)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true)
                .containsEntry("max.in.flight.requests.per.connection", 5)
                .containsEntry("delivery.timeout.ms", Integer.MAX_VALUE);
    }

    @Test
    void howToReachTheBrokerIsTheServicesConfiguration() {
        assertThat(settings)
                .containsEntry("bootstrap.servers", "127.0.0.1:9092")
                .containsEntry("security.protocol", "PLAINTEXT");
        assertThatCode(() -> new ProducerConfig(settings)).doesNotThrowAnyException();
    }
}
