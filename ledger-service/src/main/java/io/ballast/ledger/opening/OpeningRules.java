package io.ballast.ledger.opening;

import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.security.Caller;
import java.util.Optional;

/** Who may open which account: a user their own personal one, staff any that fits its owner. */
final class OpeningRules {

    private OpeningRules() {}

    /** Why not, or empty. */
    static Optional<ProblemCode> refusal(Caller caller, Owner owner, AccountType type) {
        if (!type.fits(owner.type())) {
            return Optional.of(ProblemCode.UNSUPPORTED_ACCOUNT);
        }
        boolean own = owner.equals(Owner.user(caller.userId()));
        return own || caller.isStaff() ? Optional.empty() : Optional.of(ProblemCode.FORBIDDEN);
    }
}
