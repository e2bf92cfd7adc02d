package io.ballast.ledger.hold;

import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.hold.Holds.LockedHold;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.OnceOnly;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Takes holds back: what remains of them is set free. That is possible whatever the status of the account. */
@ApplicationScoped
class VoidingHolds {

    private final VisibleHolds visible;
    private final Outbox outbox;
    private final OnceOnly onceOnly;
    private final Holds holds;
    private final Answers answers;

    VoidingHolds(VisibleHolds visible, Outbox outbox, OnceOnly onceOnly, Holds holds, Answers answers) {
        this.visible = visible;
        this.outbox = outbox;
        this.onceOnly = onceOnly;
        this.holds = holds;
        this.answers = answers;
    }

    Uni<Answer> take(Caller caller, Claim claim, UUID id) {
        String path = PlacingHolds.PATH + "/" + id + "/void";
        return visible.get(caller, id)
                .invoke(hold -> requireAllowed(caller, hold))
                .flatMap(hold -> outbox.inTransaction(
                        caller.tenant(),
                        tx -> onceOnly.run(tx.connection(), claim, path, () -> decide(tx, caller, hold, path))));
    }

    private static void requireAllowed(Caller caller, Hold hold) {
        if (!HoldAccess.mayVoid(caller, hold)) {
            throw Problems.of(ProblemCode.FORBIDDEN);
        }
    }

    private Uni<Answer> decide(OutboxTransaction tx, Caller caller, Hold seen, String path) {
        return holds.lock(tx.connection(), seen, List.of(seen.account().id()))
                .flatMap(locked -> follow(tx, caller, locked, path));
    }

    private Uni<Answer> follow(OutboxTransaction tx, Caller caller, LockedHold locked, String path) {
        return switch (HoldRules.voiding(locked.hold())) {
            case HoldVerdict.Accepted accepted ->
                holds.release(tx.connection(), accepted, locked.payer())
                        .chain(() -> tx.publish(voided(locked, -accepted.released())))
                        .replaceWith(() -> answers.done(HoldView.of(accepted.after(), caller)));
            case HoldVerdict.Refused refused ->
                Uni.createFrom().item(answers.refused(HoldProblems.of(refused.refusal()), path));
        };
    }

    private static List<BalanceHeld> voided(LockedHold locked, long change) {
        return HoldEvents.of(
                locked.payer().holding(change),
                change,
                HoldEvents.VOIDED,
                locked.hold().id());
    }
}
