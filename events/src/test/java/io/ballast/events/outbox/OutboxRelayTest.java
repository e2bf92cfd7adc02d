package io.ballast.events.outbox;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {

    @Test
    void aServiceWithoutOutboxPaysNothing() {
        // given: nothing to pay with
        OutboxConfig disabled = Replica.config(Map.of("ballast.outbox.enabled", "false"));
        OutboxRelay relay = new OutboxRelay(disabled, null, null, Map.of());

        // then
        assertThatCode(() -> {
                    relay.start(null);
                    relay.wake();
                    relay.stop(null);
                })
                .doesNotThrowAnyException();
    }
}
