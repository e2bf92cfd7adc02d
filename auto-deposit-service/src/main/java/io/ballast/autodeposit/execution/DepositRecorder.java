package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.deposit.Deposit;
import io.ballast.autodeposit.deposit.DepositState;
import io.ballast.autodeposit.deposit.PgDeposits;
import io.ballast.autodeposit.deposit.Progress;
import io.ballast.autodeposit.rule.PgPauses;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.snapshot.PgSnapshots;
import io.ballast.autodeposit.work.PgWork;
import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Writes how far a deposit has come, with all that follows from it, in one transaction. */
@ApplicationScoped
class DepositRecorder {

    private final Outbox outbox;
    private final RowSecurity rowSecurity;
    private final PgDeposits deposits;
    private final PgSnapshots snapshots;
    private final PgPauses pauses;
    private final PgWork work;
    private final DepositConfig config;
    private final DepositJournal journal;

    DepositRecorder(
            Outbox outbox,
            RowSecurity rowSecurity,
            PgDeposits deposits,
            PgSnapshots snapshots,
            PgPauses pauses,
            PgWork work,
            DepositConfig config,
            DepositJournal journal) {
        this.outbox = outbox;
        this.rowSecurity = rowSecurity;
        this.deposits = deposits;
        this.snapshots = snapshots;
        this.pauses = pauses;
        this.work = work;
        this.config = config;
        this.journal = journal;
    }

    /** False if nothing was written: somebody else was faster, or the tenant is paused and nothing may be sent. */
    Uni<Boolean> record(Deposit read, Progress next) {
        return record(read, next, null);
    }

    /** @param changedBy the operator who decided, or null where the service did */
    Uni<Boolean> record(Deposit read, Progress next, String changedBy) {
        return outbox.inTransaction(
                        read.order().tenant(),
                        transaction -> rowSecurity
                                .actAsService(transaction.connection())
                                .chain(() -> mayGoOn(transaction, read, next))
                                .chain(may -> may
                                        ? write(transaction, read, next, changedBy)
                                        : Uni.createFrom().item(false)))
                .invoke(written -> tell(written, read, next));
    }

    /** Nothing becomes submitted while the tenant or everybody is paused; what is already may still be sent. */
    private Uni<Boolean> mayGoOn(OutboxTransaction transaction, Deposit read, Progress next) {
        boolean begins = read.progress().state() == DepositState.SIGNED && next.state() == DepositState.SUBMITTED;
        return begins
                ? pauses.isPaused(transaction.connection()).map(paused -> !paused)
                : Uni.createFrom().item(true);
    }

    private Uni<Boolean> write(OutboxTransaction transaction, Deposit read, Progress next, String changedBy) {
        return deposits.save(transaction.connection(), read, next, changedBy)
                .call(saved -> saved
                        ? follow(transaction, read, next)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> follow(OutboxTransaction transaction, Deposit read, Progress next) {
        if (read.progress().state() == next.state()) {
            return Uni.createFrom().voidItem();
        }
        return effects(transaction, read, next)
                .chain(() -> transaction.publish(DepositEvents.of(read.order(), read.progress(), next, Instant.now())));
    }

    private Uni<Void> effects(OutboxTransaction transaction, Deposit read, Progress next) {
        return switch (next.state()) {
            case CONFIRMED ->
                snapshots
                        .setTransaction(transaction.connection(), read.snapshotId(), next.transactionHash())
                        .chain(() -> work.succeeded(
                                transaction.connection(), read.order().walletId()));
            case FAILED ->
                deposits.release(transaction.connection(), read.order().id())
                        .chain(() -> work.failed(
                                transaction.connection(), read.order().walletId(), config.failurePause()))
                        .chain(() ->
                                work.wake(transaction.connection(), read.order().walletId()));
            default ->
                changedHands(read)
                        ? work.wake(transaction.connection(), read.order().walletId())
                        : Uni.createFrom().voidItem();
        };
    }

    /** What was held goes on. */
    private static boolean changedHands(Deposit read) {
        return read.progress().state() == DepositState.HELD;
    }

    private void tell(boolean written, Deposit read, Progress next) {
        if (written) {
            journal.tell(read, next);
        }
    }
}
