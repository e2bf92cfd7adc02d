package io.ballast.ledger.hold;

import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.asset.AmountRules.Sign;
import io.ballast.ledger.asset.RequestedAmounts;
import io.ballast.ledger.balance.BalanceCache;
import io.ballast.ledger.hold.Holds.LockedHold;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.OnceOnly;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.Entry;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionView;
import io.ballast.ledger.transfer.PostedBatch;
import io.ballast.ledger.transfer.Posting;
import io.ballast.ledger.transfer.PostingPath;
import io.ballast.ledger.transfer.PostingProblems;
import io.ballast.ledger.transfer.Transfer;
import io.ballast.ledger.transfer.TransferNote;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Moves what is held back, whole or in parts: the transaction, its entries and events, and the hold commit together. */
@ApplicationScoped
class CapturingHolds {

    private final VisibleHolds visible;
    private final Outbox outbox;
    private final OnceOnly onceOnly;
    private final Holds holds;
    private final PostingPath path;
    private final Answers answers;
    private final BalanceCache cache;

    CapturingHolds(
            VisibleHolds visible,
            Outbox outbox,
            OnceOnly onceOnly,
            Holds holds,
            PostingPath path,
            Answers answers,
            BalanceCache cache) {
        this.visible = visible;
        this.outbox = outbox;
        this.onceOnly = onceOnly;
        this.holds = holds;
        this.path = path;
        this.answers = answers;
        this.cache = cache;
    }

    Uni<Answer> capture(Caller caller, Claim claim, UUID id, CaptureRequest request) {
        return visible.get(caller, id)
                .map(hold -> new Capture(caller, hold, units(caller, hold, request), request.isLast()))
                .flatMap(capture -> capture(claim, capture));
    }

    private static Long units(Caller caller, Hold hold, CaptureRequest request) {
        if (!HoldAccess.mayCapture(caller, hold)) {
            throw Problems.of(ProblemCode.FORBIDDEN, "The payee captures a hold, or staff");
        }
        return request.amount() == null
                ? null
                : RequestedAmounts.read(request.amount(), hold.account().asset(), Sign.POSITIVE)
                        .units();
    }

    private Uni<Answer> capture(Claim claim, Capture capture) {
        String tenant = capture.caller().tenant();
        List<Entry> written = new ArrayList<>();
        return outbox.inTransaction(
                        tenant,
                        tx -> onceOnly.run(tx.connection(), claim, capture.path(), () -> decide(tx, capture, written)))
                .call(answer -> cache.write(tenant, written));
    }

    private Uni<Answer> decide(OutboxTransaction tx, Capture capture, List<Entry> written) {
        Hold seen = capture.seen();
        return holds.lock(
                        tx.connection(),
                        seen,
                        List.of(seen.account().id(), seen.payee().id()))
                .flatMap(locked -> follow(tx, capture, locked, written));
    }

    private Uni<Answer> follow(OutboxTransaction tx, Capture capture, LockedHold locked, List<Entry> written) {
        return switch (HoldRules.capture(locked.hold(), capture.units(), capture.last())) {
            case HoldVerdict.Accepted accepted ->
                path.post(tx, transfer(capture, accepted))
                        .invoke(batch -> written.addAll(batch.lastEntries()))
                        .flatMap(batch -> record(tx, capture, locked.payer(), accepted, batch));
            case HoldVerdict.Refused refused ->
                Uni.createFrom().item(answers.refused(HoldProblems.of(refused.refusal()), capture.path()));
        };
    }

    private static Transfer transfer(Capture capture, HoldVerdict.Accepted verdict) {
        Hold hold = verdict.before();
        TransferNote note = TransferNote.askedBy(hold.userId(), hold.reference())
                .processedBy(capture.caller().userId())
                .capturing(hold.id());
        return new Transfer(
                TransactionIds.next(),
                hold.type(),
                hold.account().id(),
                hold.payee().id(),
                verdict.moved(),
                verdict.released(),
                note);
    }

    /** What the posting rules refuse leaves the hold as it was. */
    private Uni<Answer> record(
            OutboxTransaction tx,
            Capture capture,
            AccountState payer,
            HoldVerdict.Accepted verdict,
            PostedBatch batch) {
        return switch (batch.postings().getFirst()) {
            case Posting.Accepted posting ->
                holds.update(tx.connection(), inTime(verdict, batch))
                        .chain(() -> tx.publish(captured(payer, verdict, batch)))
                        .replaceWith(() -> captured(capture.caller(), verdict.after(), batch, posting));
            case Posting.Refused refused ->
                Uni.createFrom().item(answers.refused(PostingProblems.of(refused.refusal()), capture.path()));
        };
    }

    /** The hold may have expired between its judgement and the posting: then the failure takes the posting back. */
    private static HoldVerdict.Accepted inTime(HoldVerdict.Accepted verdict, PostedBatch batch) {
        if (!batch.at().isBefore(verdict.before().expiresAt())) {
            throw HoldProblems.of(new HoldRefusal.Expired());
        }
        return verdict;
    }

    private static List<BalanceHeld> captured(AccountState payer, HoldVerdict.Accepted verdict, PostedBatch batch) {
        AccountState after = payer.after(-verdict.moved(), verdict.released()).at(batch.at());
        return HoldEvents.of(
                after, -verdict.released(), HoldEvents.CAPTURED, verdict.after().id());
    }

    private Answer captured(Caller caller, Hold after, PostedBatch batch, Posting.Accepted posting) {
        TransactionView transaction = TransactionView.of(batch.transaction(posting), posting.entries(), caller);
        return answers.created(
                "/transactions/" + transaction.id(), new CaptureView(HoldView.of(after, caller), transaction));
    }

    /**
     * A capture that the caller may ask for.
     *
     * @param seen the hold before it was locked
     * @param units smallest units, or null for all that remains
     */
    private record Capture(Caller caller, Hold seen, Long units, boolean last) {

        String path() {
            return PlacingHolds.PATH + "/" + seen.id() + "/capture";
        }
    }
}
