package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.deposit.Attempt;
import io.ballast.autodeposit.deposit.DepositChain;
import io.ballast.autodeposit.deposit.DepositChain.ChainUnavailable;
import io.ballast.autodeposit.deposit.DepositLimits;
import io.ballast.autodeposit.deposit.DepositRules;
import io.ballast.autodeposit.deposit.Order;
import io.ballast.autodeposit.deposit.Outcomes.Look;
import io.ballast.autodeposit.deposit.Outcomes.Signing;
import io.ballast.autodeposit.deposit.Outcomes.Source;
import io.ballast.autodeposit.deposit.Progress;
import io.ballast.autodeposit.signer.Signer;
import java.util.List;
import java.util.Optional;

/**
 * Carries a deposit out, one step at a time: does what the written state allows, and says what is to be written next. Whoever calls
 * writes that down before the next step; a step that was done and not written is done again, and does no harm.
 */
final class DepositEngine {

    private final DepositChain chain;
    private final Signer signer;
    private final DepositLimits limits;

    DepositEngine(DepositChain chain, Signer signer, DepositLimits limits) {
        this.chain = chain;
        this.signer = signer;
        this.limits = limits;
    }

    /** Blocks the calling thread for a bounded time. */
    Step step(Order order, Progress progress) {
        try {
            Progress next = next(order, progress);
            return new Step(
                    next,
                    next.state() == progress.state()
                            && next.attempts().size() == progress.attempts().size());
        } catch (ChainUnavailable unavailable) {
            return new Step(progress, true);
        }
    }

    private Progress next(Order order, Progress progress) throws ChainUnavailable {
        return switch (progress.state()) {
            case PLANNED -> DepositRules.simulated(order, progress, chain.simulate(order), limits);
            case SIMULATED -> build(order, progress);
            case BUILT -> request(order, progress);
            case SIGNING -> sign(order, progress);
            case SIGNED -> submit(order, progress);
            case SUBMITTED -> pursue(order, progress);
            case EXPIRED -> afterExpiry(order, progress);
            case CONFIRMED, FAILED, HELD, DRY_RUN -> progress;
        };
    }

    private Progress build(Order order, Progress progress) throws ChainUnavailable {
        Optional<Source> source = chain.source(order);
        if (source.isEmpty()) {
            return DepositRules.givenUp(progress, "account_gone");
        }
        return DepositRules.nextSequence(progress, source.get())
                .map(sequence -> DepositRules.built(progress, built(order, progress, sequence, source.get())))
                .orElseGet(() -> DepositRules.overtaken(progress));
    }

    private Attempt built(Order order, Progress progress, long sequence, Source source) {
        return chain.build(order, progress.simulation(), progress.attempts().size() + 1, sequence, source);
    }

    private Progress request(Order order, Progress progress) {
        Attempt attempt = progress.lastAttempt();
        return chain.deviation(order, attempt, attempt.unsigned())
                .map(deviation -> DepositRules.unsigned(progress, deviation))
                .orElseGet(() -> DepositRules.requesting(progress, signer.request(order.account(), attempt.hash())));
    }

    private Progress sign(Order order, Progress progress) throws ChainUnavailable {
        Attempt attempt = progress.lastAttempt();
        Signing signing = switch (signer.sign(order.account(), attempt.signRequest())) {
            case Signer.Answer.Signature signature ->
                chain.sign(order, attempt, signature.bytes())
                        .<Signing>map(Signing.Signed::new)
                        .orElseGet(() -> new Signing.Refused("signature_invalid"));
            case Signer.Answer.Pending pending -> new Signing.Pending(pending.code());
            case Signer.Answer.Refused refused -> new Signing.Refused(refused.code());
        };
        long closedAt = signing instanceof Signing.Pending ? chain.closedAt() : 0;
        return DepositRules.signing(progress, signing, closedAt);
    }

    private Progress submit(Order order, Progress progress) {
        return chain.deviation(
                        order, progress.lastAttempt(), progress.lastAttempt().signed())
                .map(deviation -> DepositRules.unsigned(progress, deviation))
                .orElseGet(() -> DepositRules.submitting(progress));
    }

    /** Looks first: what is part of a ledger already is not sent again. */
    private Progress pursue(Order order, Progress progress) throws ChainUnavailable {
        return switch (chain.look(hashes(progress))) {
            case Look.Succeeded succeeded ->
                DepositRules.succeeded(
                        progress, succeeded, chain.receipt(order, succeeded.hash(), succeeded.ledger()), limits);
            case Look.FailedOnChain failed -> DepositRules.failedOnChain(progress, failed);
            case Look.Unknown unknown -> {
                Optional<Progress> decided = DepositRules.unknown(progress, unknown, limits);
                yield decided.isPresent() ? decided.get() : send(order, progress);
            }
        };
    }

    private Progress send(Order order, Progress progress) throws ChainUnavailable {
        Attempt attempt = progress.lastAttempt();
        if (chain.deviation(order, attempt, attempt.signed()).isPresent()) {
            return DepositRules.inDoubt(progress, "envelope_changed");
        }
        Progress sent = DepositRules.sent(progress, chain.send(attempt.signed()));
        return DepositRules.needsMoreFee(sent, limits)
                ? DepositRules.built(
                        sent,
                        chain.lift(order, sent.lastAttempt(), sent.attempts().size() + 1))
                : sent;
    }

    private Progress afterExpiry(Order order, Progress progress) throws ChainUnavailable {
        Optional<Source> source = chain.source(order);
        boolean used = source.filter(
                        now -> now.sequence() >= progress.lastAttempt().sequence())
                .isPresent();
        return used && !(chain.look(hashes(progress)) instanceof Look.Unknown)
                ? DepositRules.submitting(progress)
                : DepositRules.afterExpiry(progress, source, limits);
    }

    private static List<String> hashes(Progress progress) {
        return progress.attempts().reversed().stream().map(Attempt::hash).toList();
    }
}
