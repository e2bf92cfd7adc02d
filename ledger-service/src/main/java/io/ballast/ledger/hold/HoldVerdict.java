package io.ballast.ledger.hold;

/** What was decided about a capture or a void. */
sealed interface HoldVerdict {

    /**
     * It is to be done.
     *
     * @param before the hold as it is, locked
     * @param after the hold as it will be
     */
    record Accepted(Hold before, Hold after) implements HoldVerdict {

        /** Smallest units that are to move. */
        long moved() {
            return after.captured() - before.captured();
        }

        /** Smallest units that the account holds back no longer: what moves, and what is set free. */
        long released() {
            return before.remaining() - after.remaining();
        }
    }

    /** Nothing changes. */
    record Refused(HoldRefusal refusal) implements HoldVerdict {}
}
