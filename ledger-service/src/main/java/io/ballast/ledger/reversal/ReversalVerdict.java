package io.ballast.ledger.reversal;

import java.util.UUID;

/** Whether a transaction can be taken back. */
sealed interface ReversalVerdict {

    /** It can, as far as its accounts allow it. */
    record Possible() implements ReversalVerdict {}

    /** It was taken back before, by that transaction. */
    record Done(UUID reversalId) implements ReversalVerdict {}

    /** It can never be, or not yet. */
    record Impossible(String why) implements ReversalVerdict {}

    /** Who asks would get the money. */
    record OwnAccount() implements ReversalVerdict {}
}
