package io.ballast.events.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class ChannelTest {

    @Test
    void givenChannelsWithLanes_whenTheyAreRead_thenEachIsThereOnce() {
        Config config = config(Map.of(
                "mp.messaging.incoming.deposits.group.id", "service-deposits",
                "mp.messaging.incoming.deposits.topic", "deposits.v1",
                "mp.messaging.incoming.ledger-balances.group.id", "service",
                "mp.messaging.incoming.ledger-balances.topic", "ledger.balances.v1",
                "mp.messaging.incoming.ledger-balances.dead-letter-queue.topic", "service.ledger.balances.v1.dlq",
                "mp.messaging.incoming.ledger-balances$1.group.id", "service",
                "mp.messaging.incoming.ledger-balances$1.topic", "ledger.balances.v1",
                "mp.messaging.outgoing.told.topic", "told.v1"));

        assertThat(Channel.of(config))
                .isEqualTo(List.of(
                        new Channel("service-deposits", "deposits.v1", Optional.empty()),
                        new Channel("service", "ledger.balances.v1", Optional.of("service.ledger.balances.v1.dlq"))));
    }

    @Test
    void givenAServiceThatConsumesNothing_whenItsChannelsAreRead_thenThereAreNone() {
        assertThat(Channel.of(config(Map.of()))).isEmpty();
    }

    private static Config config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
    }
}
