package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.acceptance.Api.Answer;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each service is killed with SIGKILL while money moves. What was acknowledged stays, and every event of it arrives. */
class CrashIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    @ParameterizedTest
    @ValueSource(strings = {"ledger-service", "notification-service", "chain-balance-service", "auto-deposit-service"})
    void nothingAcknowledgedIsLost(String service) {
        // given
        Customer payer = Customer.withAccount(SET.api(), "payer");
        Customer payee = Customer.withAccount(SET.api(), "payee");
        Transfers transfers = new Transfers(payer, payee);

        // when
        Thread load = Thread.ofVirtual().start(transfers);
        await().atMost(PATIENCE).until(() -> transfers.acknowledged().size() >= 20);
        SET.kill(service);
        SET.awaitReady(service);
        int acknowledgedBefore = transfers.acknowledged().size();
        await().atMost(PATIENCE).until(() -> transfers.acknowledged().size() >= acknowledgedBefore + 20);
        transfers.stop(load);

        // then
        int count = transfers.acknowledged().size();
        assertThat(payer.balance()).isEqualByComparingTo(new BigDecimal(10_000 - count));
        assertThat(payee.balance()).isEqualByComparingTo(new BigDecimal(10_000 + count));
        await().atMost(PATIENCE).untilAsserted(() -> assertEveryEventArrived(payer, transfers.acknowledged()));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shownTo(payer)).isEqualByComparingTo(payer.balance()));
    }

    private static void assertEveryEventArrived(Customer payer, List<String> acknowledged) {
        List<BalanceUpdated> updates = SET.events().read(BalanceUpdated.class).stream()
                .filter(update -> update.userId().equals(payer.userId()))
                .toList();
        assertThat(updates)
                .extracting(BalanceUpdated::version)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, updates.size()).boxed().toList());
        assertThat(updates.stream().skip(1).map(update -> update.transactionId().toString()))
                .containsExactlyElementsOf(acknowledged);
        assertThat(SET.events().read(TransactionCompleted.class))
                .filteredOn(completed -> completed.userId().equals(payer.userId()))
                .extracting(completed -> completed.transactionId().toString())
                .containsAll(acknowledged);
    }

    private static BigDecimal shownTo(Customer customer) {
        try (Phone phone = Phone.connect(SET.api(), customer.token())) {
            return phone.awaitFrame("balance_initial").data().get("balance").decimalValue();
        }
    }

    /** One transfer of 1.00 after the other; what gets no answer is repeated with its key until it has one. */
    private static final class Transfers implements Runnable {

        private final Customer payer;
        private final Customer payee;
        private final List<String> acknowledged = new ArrayList<>();
        private final AtomicBoolean stopped = new AtomicBoolean();

        private Transfers(Customer payer, Customer payee) {
            this.payer = payer;
            this.payee = payee;
        }

        @Override
        public void run() {
            while (!stopped.get()) {
                String key = UUID.randomUUID().toString();
                String id = await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(200))
                        .pollDelay(Duration.ZERO)
                        .ignoreExceptions()
                        .until(() -> created(key), Objects::nonNull);
                synchronized (acknowledged) {
                    acknowledged.add(id);
                }
            }
        }

        private String created(String key) {
            Answer answer = payer.transferTo(payee, "1.00", key);
            return answer.status() == 201 ? answer.id() : null;
        }

        private List<String> acknowledged() {
            synchronized (acknowledged) {
                return List.copyOf(acknowledged);
            }
        }

        private void stop(Thread load) {
            stopped.set(true);
            await().atMost(PATIENCE).until(() -> !load.isAlive());
        }
    }
}
