package io.ballast.ledger.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Moves months that are old enough to the archive, the oldest first, one a run: checkpoints of all accounts, tenant by tenant,
 * then the partition. Interrupted anywhere, it begins anew and finds done what is done; on several replicas at once, too.
 */
@ApplicationScoped
class ArchivingMonths {

    private static final Logger LOG = Logger.getLogger(ArchivingMonths.class);

    private final LedgerMonths months;
    private final Checkpoints checkpoints;
    private final Optional<Period> after;
    private final Counter archived;
    private final Counter failures;

    ArchivingMonths(LedgerMonths months, Checkpoints checkpoints, ArchiveConfig config, MeterRegistry meters) {
        this.months = months;
        this.checkpoints = checkpoints;
        this.after = config.after();
        this.archived = meters.counter("ledger.archived.months");
        this.failures = meters.counter("ledger.archive.failures", "step", "archive");
    }

    @Scheduled(every = "${ballast.archive.interval:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return after.map(this::archiveOldest).orElseGet(Uni.createFrom()::voidItem);
    }

    /** Moves a month that is over and the oldest there is; fails and moves nothing if its entries do not prove themselves. */
    Uni<Void> archive(YearMonth month) {
        return months.tenants(month)
                .onItem()
                .transformToMulti(tenants -> Multi.createFrom().iterable(tenants))
                .onItem()
                .transformToUniAndConcatenate(tenant -> checkpoints.write(tenant, month))
                .onItem()
                .ignoreAsUni()
                .chain(() -> months.archive(month))
                .invoke(() -> tellArchived(month));
    }

    private Uni<Void> archiveOldest(Period age) {
        YearMonth youngest =
                YearMonth.from(LocalDate.now(ZoneOffset.UTC).minus(age)).minusMonths(1);
        return months.oldest()
                .map(oldest -> oldest.filter(month -> !month.isAfter(youngest)))
                .flatMap(month -> month.map(this::archiveOrTell).orElseGet(Uni.createFrom()::voidItem));
    }

    private Uni<Void> archiveOrTell(YearMonth month) {
        return archive(month)
                .onFailure()
                .invoke(failure -> tellFailed(month, failure))
                .onFailure()
                .recoverWithNull();
    }

    private void tellArchived(YearMonth month) {
        archived.increment();
        LOG.infof("%s is archived", month);
    }

    private void tellFailed(YearMonth month, Throwable failure) {
        failures.increment();
        LOG.errorf("%s can not be archived: %s", month, failure.getMessage());
    }
}
