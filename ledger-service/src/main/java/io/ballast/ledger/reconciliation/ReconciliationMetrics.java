package io.ballast.ledger.reconciliation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code ledger_drift_accounts}, {@code ledger_imbalance} by asset, and {@code reconciliation_last_success_age_seconds}: the
 * first two are right at 0, the last below a few intervals. The same from every replica; not a number until they are known.
 */
@ApplicationScoped
class ReconciliationMetrics {

    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final MultiGauge imbalances;
    private final long started = System.nanoTime();
    private volatile double driftAccounts = Double.NaN;

    /** When the last success was, on this process's clock; as long as there is none, when it started. */
    private volatile long lastSuccess = started;

    ReconciliationMetrics(MeterRegistry meters) {
        imbalances = MultiGauge.builder("ledger.imbalance")
                .description("Smallest units by which the balances of an asset do not sum to zero")
                .register(meters);
        Gauge.builder("ledger.drift.accounts", () -> driftAccounts)
                .description("Accounts whose balance does not agree with their entries")
                .register(meters);
        Gauge.builder("reconciliation.last.success.age", () -> (System.nanoTime() - lastSuccess) / NANOS)
                .baseUnit("seconds")
                .description("How long ago the last reconciliation ended, of the tenant that waits longest")
                .register(meters);
    }

    void publish(LedgerHealth health) {
        driftAccounts = health.driftAccounts();
        health.sinceSuccess().ifPresent(age -> lastSuccess = System.nanoTime() - age.toNanos());
        imbalances.register(
                health.imbalances().entrySet().stream()
                        .map(ReconciliationMetrics::row)
                        .collect(Collectors.toList()),
                true);
    }

    private static MultiGauge.Row<Number> row(Map.Entry<String, BigDecimal> asset) {
        return MultiGauge.Row.of(Tags.of("asset", asset.getKey()), asset.getValue());
    }
}
