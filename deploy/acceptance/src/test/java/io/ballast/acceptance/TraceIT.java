package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.events.Event;
import io.ballast.events.ledger.BalanceUpdated;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One trace id from the request through Kafka to the log line of the frame, and one trace for who has a collector. */
class TraceIT {

    private static final String TRACE_ID = RunningSet.TRACE_ID;

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    @Test
    void aRequestsTraceReachesTheFrame() {
        // given
        Customer anna = Customer.withAccount(SET.api(), "anna");
        Customer ben = Customer.withAccount(SET.api(), "ben");
        try (Phone phone = Phone.connect(SET.api(), ben.token())) {
            phone.awaitFrame("balance_initial");

            // when
            anna.transferTo(ben, "1.00", "traced-" + anna.userId(), "00-" + TRACE_ID + "-00f067aa0ba902b7-01");
            phone.awaitFrame("balance_updated");
        }

        // then
        assertThat(traceOfUpdateTo(ben)).contains(TRACE_ID);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(frameLines())
                        .anySatisfy(line -> assertThat(line).contains(TRACE_ID).contains("balance_updated")));
        await("the spans").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(SET.traces().has("ledger-service", "POST /v1/transfers")).isTrue();
            assertThat(SET.traces().has("ledger-service", "post transfers")).isTrue();
            assertThat(SET.traces().has("notification-service", "frame balance_updated"))
                    .isTrue();
        });
    }

    private static String traceOfUpdateTo(Customer customer) {
        return SET.events().read().stream()
                .filter(event -> event.data() instanceof BalanceUpdated update
                        && update.userId().equals(customer.userId())
                        && update.version() == 2)
                .map(Event::traceparent)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> frameLines() {
        return SET.log("notification-service");
    }
}
