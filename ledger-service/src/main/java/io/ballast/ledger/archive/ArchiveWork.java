package io.ballast.ledger.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Does the exports and restorations that were asked for, one after the other, and drops what is exported if it may. */
@ApplicationScoped
class ArchiveWork {

    private static final Logger LOG = Logger.getLogger(ArchiveWork.class);
    private static final String DROP = "drop";

    private final ArchiveTasks tasks;
    private final Exporting exporting;
    private final Restoring restoring;
    private final LedgerMonths months;
    private final ArchiveFiles files;
    private final boolean mayDrop;
    private final MeterRegistry meters;

    ArchiveWork(
            ArchiveTasks tasks,
            Exporting exporting,
            Restoring restoring,
            LedgerMonths months,
            ArchiveFiles files,
            ArchiveConfig config,
            MeterRegistry meters) {
        this.tasks = tasks;
        this.exporting = exporting;
        this.restoring = restoring;
        this.months = months;
        this.files = files;
        this.mayDrop = config.dropExported();
        this.meters = meters;
        // from the start: an increase from nothing to one is none to Prometheus
        Stream.of(ArchiveState.EXPORTING.wireName(), ArchiveState.RESTORING.wireName(), DROP)
                .forEach(this::failures);
    }

    @Scheduled(every = "${ballast.archive.interval:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        if (!files.isConfigured()) {
            return Uni.createFrom().voidItem();
        }
        return tasks.atWork()
                .flatMap(this::doAll)
                .chain(() -> mayDrop ? dropExported() : Uni.createFrom().voidItem());
    }

    /** Drops the months that every tenant has exported. */
    Uni<Void> dropExported() {
        return months.exported()
                .onItem()
                .transformToMulti(list -> Multi.createFrom().iterable(list))
                .onItem()
                .transformToUniAndConcatenate(this::drop)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> doAll(List<ArchiveTask> all) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(this::doOne)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> doOne(ArchiveTask task) {
        return tasks.claim(task)
                .flatMap(claimed ->
                        claimed.map(archive -> doClaimed(task, archive)).orElseGet(Uni.createFrom()::voidItem))
                .onFailure()
                .recoverWithUni(failure -> fail(task, failure));
    }

    private Uni<Void> doClaimed(ArchiveTask task, Archive archive) {
        Uni<Void> work = task.state() == ArchiveState.EXPORTING
                ? exporting.export(task, archive)
                : restoring.restore(task, archive);
        return work.invoke(() -> LOG.infof(
                "%s of %s: %s is done, %d entries",
                task.month(), task.tenant(), task.state().wireName(), archive.entries()));
    }

    /** A file that is damaged stays so until somebody acts; everything else may pass by itself. */
    private Uni<Void> fail(ArchiveTask task, Throwable failure) {
        tellFailed(task.state().wireName(), task.month(), failure);
        boolean damaged = task.state() == ArchiveState.RESTORING && failure instanceof DamagedExport;
        String reason = failure instanceof DamagedExport ? failure.getMessage() : "it will be tried again";
        return tasks.fail(task, damaged ? ArchiveState.DROPPED : task.state(), reason)
                .onFailure()
                .invoke(unsaid -> LOG.warnf("%s of %s: %s", task.month(), task.tenant(), unsaid.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> drop(YearMonth month) {
        return months.drop(month)
                .invoke(() -> LOG.infof("%s is exported and has left the database", month))
                .onFailure()
                .invoke(failure -> tellFailed(DROP, month, failure))
                .onFailure()
                .recoverWithNull();
    }

    private void tellFailed(String step, YearMonth month, Throwable failure) {
        failures(step).increment();
        LOG.errorf(failure, "%s: %s failed", month, step);
    }

    private Counter failures(String step) {
        return meters.counter("ledger.archive.failures", "step", step);
    }
}
