package io.ballast.events.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

    private final List<Sent> told = new ArrayList<>();
    private final IllegalStateException away = new IllegalStateException("away");

    @Test
    void tellsOnceAllRowsAreAcknowledged() {
        // given
        Acknowledgements acknowledgements = new Acknowledgements(2, told::add);

        // when
        acknowledgements.settle(2, null);
        assertThat(told).isEmpty();
        acknowledgements.settle(1, null);

        // then
        assertThat(told).containsExactly(new Sent(List.of(2L, 1L), null));
    }

    @Test
    void keepsTheFirstFailureAndCountsWhatWasHeldBack() {
        // given
        Acknowledgements acknowledgements = new Acknowledgements(4, told::add);

        // when
        acknowledgements.settle(1, null);
        acknowledgements.settle(2, away);
        assertThat(acknowledgements.hasFailure()).isTrue();
        acknowledgements.notSent();
        acknowledgements.settle(3, new IllegalStateException("later"));

        // then
        assertThat(told).containsExactly(new Sent(List.of(1L), away));
    }
}
