package io.ballast.autodeposit.tracking;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Tells operators what became of the observations: one log line and one count each, once they are durable. Every count
 * exists from the start, so that an alert can tell zero from nothing.
 */
@Startup
@ApplicationScoped
public class TrackingJournal {

    private static final Logger LOG = Logger.getLogger(TrackingJournal.class);

    private final Map<Class<? extends Tracking.Accepted>, Counter> observations;
    private final Counter versionGaps;

    TrackingJournal(MeterRegistry registry) {
        observations = Map.of(
                Tracking.Baseline.class, observations(registry, "baseline"),
                Tracking.Increase.class, observations(registry, "increase"),
                Tracking.Decrease.class, observations(registry, "decrease"),
                Tracking.Unchanged.class, observations(registry, "unchanged"),
                Tracking.Stale.class, observations(registry, "stale"));
        versionGaps = Counter.builder("auto_deposit_version_gaps")
                .description("Observations whose predecessor never arrived")
                .register(registry);
    }

    /** Tells of an observation whose transaction has committed. */
    public void tell(BalanceObservation observation, Tracking.Accepted tracking) {
        observations.get(tracking.getClass()).increment();
        LOG.debugf("%s version %d: %s", observation.walletId(), observation.version(), tracking);
        if (tracking instanceof Tracking.Recorded recorded && recorded.missedVersions() > 0) {
            versionGaps.increment();
            LOG.warnf(
                    "wallet %s: %d versions before %d never arrived, the newer balance wins",
                    observation.walletId(), recorded.missedVersions(), observation.version());
        }
    }

    private static Counter observations(MeterRegistry registry, String outcome) {
        return Counter.builder("auto_deposit_observations")
                .description("Balances taken in, by what they meant")
                .tag("outcome", outcome)
                .register(registry);
    }
}
