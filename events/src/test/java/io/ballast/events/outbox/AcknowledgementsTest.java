package io.ballast.events.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.events.kafka.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

    private final List<Sent> told = new ArrayList<>();
    private final IllegalStateException away = new IllegalStateException("away");

    @Test
    void tellsOnceAllRowsAreAcknowledged() {
        // given
        Acknowledgements acknowledgements = new Acknowledgements(List.of(row(1, 1), row(2, 1)), told::add);

        // when
        acknowledgements.settle(2, null);
        assertThat(told).isEmpty();
        acknowledgements.settle(1, null);

        // then
        assertThat(told).containsExactly(new Sent(List.of(2L, 1L), null));
    }

    @Test
    void countsARowOnceAllOfItsEventsAreThere() {
        // given
        Acknowledgements acknowledgements = new Acknowledgements(List.of(row(1, 2), row(2, 2)), told::add);

        // when
        acknowledgements.settle(1, null);
        acknowledgements.settle(1, null);
        acknowledgements.settle(2, null);
        acknowledgements.settle(2, away);

        // then
        assertThat(told).containsExactly(new Sent(List.of(1L), away));
    }

    @Test
    void keepsTheFirstFailureAndCountsWhatWasHeldBack() {
        // given
        Acknowledgements acknowledgements =
                new Acknowledgements(List.of(row(1, 1), row(2, 1), row(3, 1), row(4, 1)), told::add);

        // when
        acknowledgements.settle(1, null);
        acknowledgements.settle(2, away);
        assertThat(acknowledgements.hasFailure()).isTrue();
        acknowledgements.notSent();
        acknowledgements.settle(3, new IllegalStateException("later"));

        // then
        assertThat(told).containsExactly(new Sent(List.of(1L), away));
    }

    private static OutboxRow row(long id, int events) {
        Envelope event = new Envelope(
                UUID.randomUUID(), "topic", "key", "type", "/source", "subject", Instant.EPOCH, "tenant", null, "{}");
        return new OutboxRow(id, Collections.nCopies(events, event));
    }
}
