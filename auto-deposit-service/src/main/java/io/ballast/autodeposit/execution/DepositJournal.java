package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.deposit.Deposit;
import io.ballast.autodeposit.deposit.DepositState;
import io.ballast.autodeposit.deposit.Order;
import io.ballast.autodeposit.deposit.Progress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Tells operators what became of deposits, once it is durable. A held one is an alarm. */
@Startup
@ApplicationScoped
public class DepositJournal {

    private static final Logger LOG = Logger.getLogger(DepositJournal.class);

    /** Around the time of a few ledgers of the public network, and what follows when one is missed. */
    private static final Duration[] BOUNDS = {
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15)
    };

    private final Map<DepositState, Counter> states = new EnumMap<>(DepositState.class);
    private final Timer confirmed;

    DepositJournal(MeterRegistry registry) {
        for (DepositState state : DepositState.values()) {
            states.put(
                    state,
                    Counter.builder("auto_deposit_states")
                            .description("Deposits that came to a state")
                            .tag("state", state.wireName())
                            .register(registry));
        }
        confirmed = Timer.builder("auto_deposit_confirmation")
                .description("From the moment a deposit was decided to the moment its confirmation was written")
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    /** Tells of a state that is written. */
    void tell(Deposit read, Progress next) {
        if (read.progress().state() == next.state()) {
            return;
        }
        Order order = read.order();
        states.get(next.state()).increment();
        switch (next.state()) {
            case CONFIRMED -> {
                // two clocks, the database's and this process'
                Duration took = Duration.between(read.createdAt(), Instant.now());
                confirmed.record(took.isNegative() ? Duration.ZERO : took);
                LOG.debugf("deposit=%s wallet=%s state=confirmed", order.id(), order.walletId());
            }
            case HELD ->
                LOG.errorf(
                        "deposit=%s wallet=%s state=held reason=%s hash=%s",
                        order.id(), order.walletId(), next.reason(), next.transactionHash());
            case FAILED ->
                LOG.warnf("deposit=%s wallet=%s state=failed reason=%s", order.id(), order.walletId(), next.reason());
            default ->
                LOG.debugf(
                        "deposit=%s wallet=%s state=%s",
                        order.id(), order.walletId(), next.state().wireName());
        }
    }

    /** Tells of a deposit that was decided. */
    void began(Order order, boolean dryRun) {
        states.get(dryRun ? DepositState.DRY_RUN : DepositState.PLANNED).increment();
        LOG.debugf("deposit=%s wallet=%s state=planned amount=%s", order.id(), order.walletId(), order.amount());
    }
}
