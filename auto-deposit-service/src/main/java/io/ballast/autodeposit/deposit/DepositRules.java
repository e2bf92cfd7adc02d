package io.ballast.autodeposit.deposit;

import io.ballast.autodeposit.deposit.Outcomes.Look;
import io.ballast.autodeposit.deposit.Outcomes.Sending;
import io.ballast.autodeposit.deposit.Outcomes.Signing;
import io.ballast.autodeposit.deposit.Outcomes.Simulation;
import io.ballast.autodeposit.deposit.Outcomes.Source;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;

/**
 * The state machine of a deposit. Money is never risked for progress: where it can not be proven that nothing moved, the
 * deposit stays where it is or is held.
 */
public final class DepositRules {

    static final String TOO_LITTLE_FEE = "txINSUFFICIENT_FEE";

    /** Refusals that another attempt would meet again. */
    private static final Set<String> LASTING = Set.of(
            "txNO_ACCOUNT",
            "txINSUFFICIENT_BALANCE",
            "txSOROBAN_INVALID",
            "txBAD_AUTH",
            "txBAD_AUTH_EXTRA",
            "txNOT_SUPPORTED",
            "txMALFORMED",
            "txMISSING_OPERATION");

    private DepositRules() {}

    public static Progress simulated(Order order, Progress progress, Simulation simulation, DepositLimits limits) {
        return switch (simulation) {
            case Simulation.Refused refused -> failed(progress, refused.code());
            case Simulation.Accepted accepted ->
                isFair(order, accepted.shares(), limits)
                        ? progress.to(DepositState.SIMULATED).simulated(accepted.needs(), accepted.shares())
                        : failed(progress, "share_price");
        };
    }

    /** A vault whose shares were made dear takes the money for next to nothing. */
    private static boolean isFair(Order order, BigInteger shares, DepositLimits limits) {
        BigInteger least = order.amount().units().multiply(BigInteger.valueOf(limits.leastSharesPerMillion()));
        return shares.signum() > 0 && shares.multiply(DepositLimits.MILLION).compareTo(least) >= 0;
    }

    /**
     * The sequence number of the next attempt: the account's next one, and again the same as long as no attempt was carried out.
     * Empty where the network has gone on without us, which {@link #afterExpiry} decides on.
     */
    public static Optional<Long> nextSequence(Progress progress, Source source) {
        long next = source.sequence() + 1;
        boolean isSame = progress.attempts().isEmpty() || progress.lastAttempt().sequence() == next;
        return isSame ? Optional.of(next) : Optional.empty();
    }

    public static Progress built(Progress progress, Attempt attempt) {
        return progress.to(DepositState.BUILT).with(attempt);
    }

    /** Nothing was signed, so nothing can have moved. A lifted fee is no loss: the attempt below it goes on. */
    public static Progress unsigned(Progress progress, String code) {
        return progress.lastAttempt().feeBump()
                ? progress.to(DepositState.SUBMITTED).withoutLast()
                : failed(progress, code);
    }

    public static Progress requesting(Progress progress, String request) {
        return progress.to(DepositState.SIGNING).changing(progress.lastAttempt().requesting(request));
    }

    /** @param closedAt when the newest ledger was closed: a signature that comes after the attempt's time is of no use */
    public static Progress signing(Progress progress, Signing signing, long closedAt) {
        return switch (signing) {
            case Signing.Signed signed ->
                progress.to(DepositState.SIGNED).changing(progress.lastAttempt().signedAs(signed.envelope()));
            case Signing.Refused refused -> unsigned(progress, refused.code());
            case Signing.Pending pending ->
                closedAt > progress.lastAttempt().maxTime()
                        ? unsigned(progress, pending.code() + "_too_long")
                        : progress.triedAgain();
        };
    }

    public static Progress submitting(Progress progress) {
        return progress.to(DepositState.SUBMITTED);
    }

    /** Whether the attempts are neither known nor possible any more; empty where it is too early to say. */
    public static Optional<Progress> unknown(Progress progress, Look.Unknown look, DepositLimits limits) {
        long maxTime =
                progress.attempts().stream().mapToLong(Attempt::maxTime).max().orElseThrow();
        if (look.closedAt() <= maxTime) {
            return Optional.empty();
        }
        if (look.oldest() > firstLedger(progress)) {
            return Optional.of(held(progress, "history_lost"));
        }
        return Optional.of(
                look.servers() >= limits.servers() ? progress.to(DepositState.EXPIRED) : progress.triedAgain());
    }

    /** Earlier attempts were proven expired by themselves; what counts is the newest one and those that lift its fee. */
    private static long firstLedger(Progress progress) {
        return progress.attempts().stream()
                .filter(attempt -> !attempt.feeBump())
                .mapToLong(Attempt::builtLedger)
                .max()
                .orElseThrow();
    }

    public static Progress sent(Progress progress, Sending sending) {
        return switch (sending) {
            case Sending.Accepted accepted ->
                progress.changing(progress.lastAttempt().refusedWith(null)).triedAgain();
            case Sending.Later later -> progress.triedAgain();
            case Sending.Refused refused ->
                progress.changing(progress.lastAttempt().refusedWith(refused.code()))
                        .triedAgain();
        };
    }

    /** Whether the fee is to be lifted now. */
    public static boolean needsMoreFee(Progress progress, DepositLimits limits) {
        return TOO_LITTLE_FEE.equals(progress.lastAttempt().refusal()) && progress.bumpsOfLast() < limits.feeBumps();
    }

    public static Progress failedOnChain(Progress progress, Look.FailedOnChain look) {
        return failed(progress.decidedBy(look.hash(), look.ledger(), null), "failed_on_chain");
    }

    /** @param shares what the vault's own event says was received, or empty where no such event is seen */
    public static Progress succeeded(
            Progress progress, Look.Succeeded look, Optional<BigInteger> shares, DepositLimits limits) {
        if (shares.isPresent()) {
            return progress.to(DepositState.CONFIRMED).decidedBy(look.hash(), look.ledger(), shares.get());
        }
        if (progress.ledger() == null) {
            // Its looks are counted from here, not from when it was sent.
            return progress.to(DepositState.SUBMITTED).decidedBy(look.hash(), look.ledger(), progress.shares());
        }
        return progress.tries() < limits.receiptTries()
                ? progress.triedAgain()
                : held(progress.decidedBy(look.hash(), look.ledger(), null), "vault_event_missing");
    }

    /**
     * After no attempt took place.
     *
     * @param source the account now, or empty if there is none any more
     */
    public static Progress afterExpiry(Progress progress, Optional<Source> source, DepositLimits limits) {
        long sequence = progress.lastAttempt().sequence();
        if (source.isEmpty()) {
            return held(progress, "account_gone");
        }
        if (source.get().sequence() >= sequence) {
            return held(progress, "sequence_used");
        }
        if (source.get().sequence() < sequence - 1) {
            return progress.triedAgain();
        }
        String refusal = progress.lastAttempt().refusal();
        if (refusal != null && LASTING.contains(refusal)) {
            return failed(progress, refusal);
        }
        return progress.attemptsMade() < limits.attempts()
                ? progress.to(DepositState.PLANNED)
                : failed(progress, "expired");
    }

    /** Before anything was signed the wallet turned out to be no more. */
    public static Progress givenUp(Progress progress, String code) {
        return progress.attempts().isEmpty() ? failed(progress, code) : held(progress, code);
    }

    /** The account has used numbers that are not ours. */
    public static Progress overtaken(Progress progress) {
        return progress.to(DepositState.EXPIRED);
    }

    /** It may have been sent, and something is not as it should be. */
    public static Progress inDoubt(Progress progress, String code) {
        return held(progress, code);
    }

    /**
     * After a restore: what is not known to be signed may have been signed, sent and carried out since. A signer that refuses proves
     * nothing then, so the network is asked first. Empty where that comes first anyway.
     */
    public static Optional<Progress> maybeSent(Progress progress) {
        boolean unsigned = progress.state() == DepositState.BUILT || progress.state() == DepositState.SIGNING;
        return unsigned ? Optional.of(submitting(progress)) : Optional.empty();
    }

    /** It took place, and the database had forgotten that. */
    public static Progress foundAgain(Progress progress, Look.Succeeded look, BigInteger shares) {
        return progress.to(DepositState.CONFIRMED).decidedBy(look.hash(), look.ledger(), shares);
    }

    /** Nothing of it took place; what the database has forgotten has used its income. */
    public static Progress overtakenByForgotten(Progress progress) {
        return failed(progress, "restored");
    }

    /** A person has looked, and no money moved. */
    public static Progress resolvedAsNotMoved(Progress held) {
        return failed(held, "resolved_not_moved");
    }

    /** A person wants the network asked again, which may know more by now. */
    public static Progress lookedAtAgain(Progress held) {
        return held.to(DepositState.SUBMITTED);
    }

    private static Progress failed(Progress progress, String code) {
        return progress.to(DepositState.FAILED).because(code);
    }

    private static Progress held(Progress progress, String code) {
        return progress.to(DepositState.HELD).because(code);
    }
}
