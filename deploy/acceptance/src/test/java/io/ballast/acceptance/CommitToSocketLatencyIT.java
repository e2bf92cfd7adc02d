package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.acceptance.Phone.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Prints how long a change takes from the database's time stamp of it to the frame at the owner's device, through
 * PostgreSQL, Kafka, Redis and the gateway. It asserts that every frame arrives, not how fast.
 */
class CommitToSocketLatencyIT {

    private static final int WARM_UP = 200;
    private static final int TRANSFERS = 1_000;

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    @Test
    void everyTransferReachesTheSocket() {
        Customer payer = Customer.withAccount(SET.api(), "payer");
        Customer payee = Customer.withAccount(SET.api(), "payee");
        try (Phone phone = Phone.connect(SET.api(), payee.token())) {
            // given
            phone.awaitFrame("balance_initial");

            // when
            for (int i = 0; i < WARM_UP + TRANSFERS; i++) {
                assertThat(payer.transferTo(payee, "0.01").status()).isEqualTo(201);
            }

            // then
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> phone.frames("balance_updated").size() == WARM_UP + TRANSFERS);
            List<Long> sorted = phone.frames("balance_updated").stream()
                    .skip(WARM_UP)
                    .map(CommitToSocketLatencyIT::microseconds)
                    .sorted()
                    .toList();
            System.out.printf(
                    "ballast: commit to socket over %d transfers: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                    TRANSFERS, percentile(sorted, 50), percentile(sorted, 99), percentile(sorted, 100));
        }
    }

    private static long microseconds(Frame frame) {
        Instant changed = Instant.parse(frame.data().get("timestamp").asText());
        return Duration.between(changed, frame.arrived()).toNanos() / 1_000;
    }

    private static double percentile(List<Long> sorted, int percent) {
        int index = Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1);
        return sorted.get(index) / 1_000.0;
    }
}
