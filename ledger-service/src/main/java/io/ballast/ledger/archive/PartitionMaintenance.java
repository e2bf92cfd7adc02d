package io.ballast.ledger.archive;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Makes the months ahead, at the start and then daily, and tells of entries that came before their month was made. */
@ApplicationScoped
class PartitionMaintenance {

    private static final Logger LOG = Logger.getLogger(PartitionMaintenance.class);

    private final LedgerMonths months;
    private final PartitionConfig config;
    private volatile long unplaced;

    PartitionMaintenance(LedgerMonths months, PartitionConfig config, MeterRegistry meters) {
        this.months = months;
        this.config = config;
        Gauge.builder("ledger.unplaced.entries", () -> unplaced)
                .description("Entries for which no month was made in time, counted up to 10,000")
                .register(meters);
    }

    @Scheduled(every = "${ballast.partitions.interval:24h}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        YearMonth current = YearMonth.now(ZoneOffset.UTC);
        return Multi.createFrom()
                .range(0, config.monthsAhead() + 1)
                .onItem()
                .transformToUniAndConcatenate(ahead -> months.make(current.plusMonths(ahead)))
                .onItem()
                .ignoreAsUni()
                .chain(months::unplaced)
                .invoke(this::tell)
                .replaceWithVoid();
    }

    private void tell(long entries) {
        unplaced = entries;
        if (entries > 0) {
            LOG.warnf("%d entries lie in ledger_unplaced: their months were not made in time", entries);
        }
    }
}
