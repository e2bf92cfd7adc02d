package io.ballast.bench.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HandlingTest {

    private static final long SECOND = 1_000_000_000;

    private final Handling handling = new Handling();

    @Test
    void rateAndLatencyCountFromWhenIncomeWasTold() {
        // given
        handling.told("a", 0);
        handling.told("b", SECOND);

        // when
        handling.happened("deposit_triggered", "a", SECOND);
        handling.happened("deposit_submitted", "a", 2 * SECOND);
        handling.happened("deposit_submitted", "b", 4 * SECOND);
        handling.happened("deposit_confirmed", "a", 5 * SECOND);
        assertThat(handling.isDone()).isFalse();
        handling.happened("deposit_confirmed", "b", 8 * SECOND);

        // then
        assertThat(handling.isDone()).isTrue();
        assertThat(handling.submittedPerSecond()).isEqualTo(0.5);
        assertThat(handling.confirmedPerSecond()).isEqualTo(0.25);
        assertThat(handling.latencies().millis(0.5)).isEqualTo(2_000);
        assertThat(handling.latencies().millis(0.99)).isEqualTo(3_000);
    }

    @Test
    void aSecondTransactionOfADepositIsNoSecondWallet() {
        handling.told("a", 0);
        handling.happened("deposit_submitted", "a", SECOND);
        handling.happened("deposit_submitted", "a", 9 * SECOND);

        assertThat(handling.latencies().size()).isOne();
        assertThat(handling.submittedPerSecond()).isEqualTo(1);
    }

    @Test
    void whatMustNotHappenEndsTheRun() {
        handling.told("a", 0);
        handling.happened("deposit_held", "of an earlier round", SECOND);
        handling.happened("deposit_confirmed", "a", SECOND);

        assertThatThrownBy(() -> handling.happened("deposit_confirmed", "a", SECOND))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> handling.happened("deposit_failed", "a", SECOND))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> handling.happened("deposit_held", "a", SECOND))
                .isInstanceOf(IllegalStateException.class);
    }
}
