package io.ballast.ledger.topup;

/** What a decision about a top-up comes to. */
enum TopUpVerdict {
    /** The money is to be moved. */
    APPROVE,
    /** The top-up is to end without money. */
    REJECT,
    /** It was decided this way before; nothing is to be done. */
    DONE_BEFORE,
    /** It was decided the other way before. */
    DECIDED_OTHERWISE,
    /** It was not decided in time. */
    EXPIRED,
    /** Who decides is who asked. */
    OWN_TOPUP
}
