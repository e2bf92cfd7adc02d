package io.ballast.ledger.hold;

import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.idempotency.Answer;
import io.ballast.ledger.idempotency.Answers;
import io.ballast.ledger.idempotency.Claim;
import io.ballast.ledger.idempotency.OnceOnly;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transfer.PostingProblems;
import io.ballast.ledger.transfer.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Holds money back. Only the payer is locked: what the payee may receive is decided when it is captured. */
@ApplicationScoped
class PlacingHolds {

    static final String PATH = "/v1/holds";

    private final HoldDrafts drafts;
    private final HoldLife life;
    private final Outbox outbox;
    private final OnceOnly onceOnly;
    private final Accounts accounts;
    private final Holds holds;
    private final Answers answers;

    PlacingHolds(
            HoldDrafts drafts,
            HoldConfig config,
            Outbox outbox,
            OnceOnly onceOnly,
            Accounts accounts,
            Holds holds,
            Answers answers) {
        this.drafts = drafts;
        this.life = new HoldLife(config.defaultExpiry(), config.maxExpiry());
        this.outbox = outbox;
        this.onceOnly = onceOnly;
        this.accounts = accounts;
        this.holds = holds;
        this.answers = answers;
    }

    Uni<Answer> place(Caller caller, Claim claim, HoldRequest request) {
        return drafts.read(caller, request)
                .flatMap(draft -> outbox.inTransaction(
                        caller.tenant(),
                        tx -> onceOnly.run(tx.connection(), claim, PATH, () -> place(tx, caller, draft))));
    }

    private Uni<Answer> place(OutboxTransaction tx, Caller caller, HoldDraft draft) {
        return lockPayer(tx.connection(), draft).flatMap(states -> decide(tx, caller, draft, states));
    }

    private Uni<List<AccountState>> lockPayer(SqlConnection connection, HoldDraft draft) {
        return Uni.combine()
                .all()
                .unis(
                        accounts.lock(connection, List.of(draft.accountId())),
                        accounts.findAll(connection, draft.accountIds()))
                .with((locked, states) -> states);
    }

    private Uni<Answer> decide(OutboxTransaction tx, Caller caller, HoldDraft draft, List<AccountState> states) {
        AccountState payer = stateOf(states, draft.accountId());
        AccountState payee = stateOf(states, draft.payeeId());
        return HoldRules.refusal(payer, payee, draft.units())
                .map(refusal -> refuse(tx, draft, refusal, payer.asOf()))
                .orElseGet(() -> place(tx, caller, draft.placed(payer, payee, expiry(draft, payer.asOf())), payer));
    }

    private Uni<Answer> place(OutboxTransaction tx, Caller caller, Hold hold, AccountState payer) {
        Answer answer = answers.created(PATH + "/" + hold.id(), HoldView.of(hold, caller));
        return holds.insert(tx.connection(), hold, payer)
                .chain(() -> tx.publish(
                        HoldEvents.of(payer.holding(hold.amount()), hold.amount(), HoldEvents.PLACED, hold.id())))
                .replaceWith(answer);
    }

    /** The owner is told, as of every payment that there was not enough for. */
    private Uni<Answer> refuse(OutboxTransaction tx, HoldDraft draft, Refusal refusal, Instant at) {
        Answer answer = answers.refused(PostingProblems.of(refusal), PATH);
        return refusal instanceof Refusal.InsufficientFunds insufficient
                ? tx.publish(List.of(balanceInsufficient(draft, insufficient, at)))
                        .replaceWith(answer)
                : Uni.createFrom().item(answer);
    }

    private Instant expiry(HoldDraft draft, Instant now) {
        return HoldRules.expiry(now, draft.expiresIn(), draft.expiresAt(), life)
                .orElseThrow(() -> Problems.ofField(
                        ProblemCode.INVALID_REQUEST,
                        draft.expiresAt() == null ? "expiresIn" : "expiresAt",
                        "must lie in the future, by " + life.longest().toSeconds() + " seconds at most"));
    }

    private static AccountState stateOf(List<AccountState> states, UUID id) {
        return states.stream()
                .filter(state -> state.account().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static BalanceInsufficient balanceInsufficient(
            HoldDraft draft, Refusal.InsufficientFunds insufficient, Instant at) {
        Account account = insufficient.payer().account();
        return new BalanceInsufficient(
                account.owner().id(),
                account.owner().type().wireName(),
                account.id(),
                account.asset().code(),
                draft.type().wireName(),
                account.asset().toDecimal(insufficient.required()),
                account.asset().toDecimal(insufficient.spendable()),
                account.asset().toDecimal(insufficient.shortfall()),
                at);
    }
}
