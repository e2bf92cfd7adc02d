package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.deposit.DepositState;
import io.ballast.autodeposit.deposit.Order;
import io.ballast.autodeposit.deposit.Progress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Tells operators what became of deposits, once it is durable. A held one is an alarm. */
@Startup
@ApplicationScoped
public class DepositJournal {

    private static final Logger LOG = Logger.getLogger(DepositJournal.class);

    private final Map<DepositState, Counter> states = new EnumMap<>(DepositState.class);

    DepositJournal(MeterRegistry registry) {
        for (DepositState state : DepositState.values()) {
            states.put(
                    state,
                    Counter.builder("auto_deposit_states")
                            .description("Deposits that came to a state")
                            .tag("state", state.wireName())
                            .register(registry));
        }
    }

    /** Tells of a state that is written. */
    void tell(Order order, Progress before, Progress next) {
        if (before.state() == next.state()) {
            return;
        }
        states.get(next.state()).increment();
        switch (next.state()) {
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
