package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.AppliedTransaction.ListedPayment;
import io.ballast.infrastructure.stellar.Entry.Account;
import io.ballast.infrastructure.stellar.ToldEvent.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellar.sdk.xdr.Operation;
import org.stellar.sdk.xdr.OperationResult;
import org.stellar.sdk.xdr.SCVal;

/**
 * Carries out the transactions of one ledger, one after the other. The fee is taken and the sequence number used up
 * whatever becomes of the operations; these happen all or not at all.
 */
final class Applying {

    private final State state;
    private final Contracts contracts;
    private final Rules rules;
    private final long closeTime;
    private int applied;

    Applying(State state, Contracts contracts, Rules rules, long closeTime) {
        this.state = state;
        this.contracts = contracts;
        this.rules = rules;
        this.closeTime = closeTime;
    }

    /** Carries it out; empty if it has no place in this ledger, as if it had never been handed in. */
    Optional<AppliedTransaction> apply(Candidate candidate) {
        Validity validity = new Validity(state, rules, closeTime);
        if (validity.refusal(candidate).isPresent()) {
            return Optional.empty();
        }
        long fee = validity.fee(candidate);
        charge(candidate, fee);
        state.settle();
        applied++;
        return Optional.of(carryOut(candidate, fee));
    }

    private void charge(Candidate candidate, long fee) {
        Account payer = state.account(candidate.feeSource()).orElseThrow();
        state.put(payer.withBalance(payer.balance() - fee));
        Account source = state.account(candidate.source()).orElseThrow();
        state.put(source.withSequence(candidate.inner().getSequenceNumber()));
    }

    private AppliedTransaction carryOut(Candidate candidate, long fee) {
        List<Outcome> outcomes = outcomes(candidate);
        boolean success = outcomes.stream().allMatch(Outcome::succeeded);
        if (success) {
            state.settle();
        } else {
            state.takeBack();
        }
        List<OperationResult> results = outcomes.stream().map(Outcome::result).toList();
        List<Event> events =
                outcomes.stream().flatMap(each -> each.events().stream()).toList();
        Optional<SCVal> returned =
                outcomes.stream().flatMap(each -> each.returned().stream()).findFirst();
        return new AppliedTransaction(
                candidate,
                state.ledger(),
                closeTime,
                applied,
                success,
                Results.applied(candidate, fee, success, results),
                Results.meta(success ? returned : Optional.empty(), events),
                success ? told(candidate, outcomes) : List.of(),
                success ? payments(candidate, outcomes) : List.of());
    }

    /** Each is tried, also after one that failed: each has a result. */
    private List<Outcome> outcomes(Candidate candidate) {
        Operations operations = new Operations(state, contracts);
        operations.pauseVault(rules.vaultPaused());
        List<Outcome> outcomes = new ArrayList<>();
        for (Operation operation : candidate.operations()) {
            outcomes.add(operations.apply(operation, candidate.source(), candidate.memoId()));
        }
        return outcomes;
    }

    private List<List<ToldEvent>> told(Candidate candidate, List<Outcome> outcomes) {
        List<List<ToldEvent>> told = new ArrayList<>();
        for (int operation = 0; operation < outcomes.size(); operation++) {
            List<Event> events = outcomes.get(operation).events();
            List<ToldEvent> ofOperation = new ArrayList<>();
            for (int event = 0; event < events.size(); event++) {
                ofOperation.add(told(candidate, events.get(event), position(operation, event)));
            }
            told.add(ofOperation);
        }
        return told;
    }

    private ToldEvent told(Candidate candidate, Event event, Position position) {
        return new ToldEvent(
                position,
                closeTime,
                event.contract(),
                event.topics().stream().map(Xdr::base64).toList(),
                Xdr.base64(event.value()),
                candidate.hash());
    }

    private List<ListedPayment> payments(Candidate candidate, List<Outcome> outcomes) {
        List<ListedPayment> payments = new ArrayList<>();
        for (int operation = 0; operation < outcomes.size(); operation++) {
            long id = position(operation, 0).operationId() + 1;
            String source = Operations.source(candidate.operations().get(operation), candidate.source());
            outcomes.get(operation)
                    .payment()
                    .map(payment -> new ListedPayment(id, payment, source, candidate.hash(), closeTime))
                    .ifPresent(payments::add);
        }
        return payments;
    }

    private Position position(int operation, int event) {
        return new Position(state.ledger(), applied, operation, event);
    }
}
