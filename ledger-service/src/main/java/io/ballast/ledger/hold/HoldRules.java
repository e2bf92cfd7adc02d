package io.ballast.ledger.hold;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.OwnerType;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transfer.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When money can be held back, captured and set free. A hold is decided against its row and its account's state, both locked,
 * and at the time that the database told under the lock: of a capture, a void and the expiry exactly one ends it.
 */
final class HoldRules {

    private HoldRules() {}

    /** Whether a hold of this type has to name whom it is for; otherwise the system is paid. */
    static boolean needsPayee(TransactionType type) {
        return type != TransactionType.PAYMENT;
    }

    /** Whether captures of this type can go to such an owner: donations are for communities and companies. */
    static boolean fits(TransactionType type, OwnerType payee) {
        return type != TransactionType.DONATION || payee == OwnerType.COMMUNITY || payee == OwnerType.COMPANY;
    }

    /** Why the payer can not hold back so much for the payee, if so: every limit that a transfer meets at its payer. */
    static Optional<Refusal> refusal(AccountState payer, AccountState payee, long units) {
        if (payer.account().id().equals(payee.account().id())) {
            return Optional.of(new Refusal.SameAccount());
        }
        if (!payer.account().asset().equals(payee.account().asset())) {
            return Optional.of(new Refusal.AssetMismatch());
        }
        return notActive(payer)
                .or(() -> notActive(payee))
                .or(() -> overflow(payer, units))
                .or(() -> insufficientFunds(payer, units));
    }

    /**
     * When a hold made now expires, to the microsecond.
     *
     * @param in how long it lasts, or null
     * @param at when it ends, or null; if both are, it lasts as long as the bounds say
     * @return empty if it would not last at all, or longer than the bounds allow
     */
    static Optional<Instant> expiry(Instant now, Duration in, Instant at, HoldLife bounds) {
        if (at != null) {
            return Optional.of(at)
                    .filter(end -> !end.isAfter(now.plus(bounds.longest())))
                    .map(end -> end.truncatedTo(ChronoUnit.MICROS))
                    .filter(end -> end.isAfter(now));
        }
        return Optional.of(in == null ? bounds.usual() : in)
                .filter(life -> life.isPositive() && life.compareTo(bounds.longest()) <= 0)
                .map(now::plus);
    }

    /**
     * @param hold as it is, locked
     * @param units how much is to move, or null for all that remains
     * @param last whether what remains then is set free
     */
    static HoldVerdict capture(Hold hold, Long units, boolean last) {
        return ended(hold)
                .or(() -> exceeded(hold, units))
                .<HoldVerdict>map(HoldVerdict.Refused::new)
                .orElseGet(() -> new HoldVerdict.Accepted(
                        hold, hold.afterCapture(units == null ? hold.remaining() : units, last)));
    }

    /**
     * @param hold as it is, locked
     */
    static HoldVerdict voiding(Hold hold) {
        return ended(hold)
                .<HoldVerdict>map(HoldVerdict.Refused::new)
                .orElseGet(() -> new HoldVerdict.Accepted(hold, hold.afterVoid()));
    }

    private static Optional<HoldRefusal> ended(Hold hold) {
        return switch (hold.currentStatus()) {
            case OPEN -> Optional.empty();
            case CAPTURED -> Optional.of(new HoldRefusal.Captured());
            case VOIDED -> Optional.of(new HoldRefusal.Voided());
            case EXPIRED -> Optional.of(new HoldRefusal.Expired());
        };
    }

    private static Optional<HoldRefusal> exceeded(Hold hold, Long units) {
        return units == null || units <= hold.remaining()
                ? Optional.empty()
                : Optional.of(new HoldRefusal.Exceeded(hold, units));
    }

    private static Optional<Refusal> notActive(AccountState state) {
        AccountStatus status = state.account().status();
        return status == AccountStatus.ACTIVE
                ? Optional.empty()
                : Optional.of(new Refusal.NotActive(state.account().id(), status));
    }

    /** An account without a floor could promise more than a number can tell. */
    private static Optional<Refusal> overflow(AccountState payer, long units) {
        return payer.held() <= Long.MAX_VALUE - units
                ? Optional.empty()
                : Optional.of(new Refusal.BalanceOverflow(payer.account().id()));
    }

    private static Optional<Refusal> insufficientFunds(AccountState payer, long units) {
        long spendable = payer.spendable();
        return spendable >= units
                ? Optional.empty()
                : Optional.of(new Refusal.InsufficientFunds(payer, units, spendable));
    }
}
