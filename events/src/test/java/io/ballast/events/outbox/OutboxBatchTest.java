package io.ballast.events.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.events.EventData;
import io.ballast.events.EventFixtures;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.events.chain.ChainCreditReorged;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutboxBatchTest {

    private static final int IDS = 3;
    private static final UUID WALLET = new UUID(0, 1);

    @Test
    void givenACreditThatIsToldAgainAfterARestore_thenItHasTheSameId() {
        assertThat(id(credit("event-1", 10))).isEqualTo(id(credit("event-1", 11)));
    }

    @Test
    void givenAnotherCreditOrAnotherTypeOfTheSame_thenTheIdIsAnother() {
        assertThat(id(credit("event-1", 10)))
                .isNotEqualTo(id(credit("event-2", 10)))
                .isNotEqualTo(id(withdrawn("event-1")));
    }

    @Test
    void givenAnEventWithoutAnIdentity_whenToldTwice_thenTheseAreTwo() {
        EventData updated = EventFixtures.balanceUpdated("user-a", 1);

        assertThat(id(updated)).isNotEqualTo(id(updated));
    }

    private static UUID id(EventData event) {
        return OutboxBatch.of("default", List.of(new TracedEvent(event, null)))
                .getFirst()
                .row()
                .getArrayOfUUIDs(IDS)[0];
    }

    private static ChainCreditDetected credit(String chainEventId, long height) {
        return new ChainCreditDetected(
                WALLET,
                "evm",
                "local",
                "0xA",
                "derived",
                "user",
                "user-a",
                "USDC",
                6,
                chainEventId,
                null,
                new BigDecimal("1.000000"),
                "1000000",
                "0xhash",
                height,
                null,
                "latest",
                Instant.EPOCH);
    }

    private static ChainCreditReorged withdrawn(String chainEventId) {
        return new ChainCreditReorged(
                WALLET,
                "evm",
                "local",
                "0xA",
                "derived",
                "user",
                "user-a",
                "USDC",
                6,
                chainEventId,
                null,
                new BigDecimal("1.000000"),
                "1000000",
                "0xhash",
                10L,
                null,
                Instant.EPOCH);
    }
}
