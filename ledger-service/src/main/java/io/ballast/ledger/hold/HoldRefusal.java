package io.ballast.ledger.hold;

/** Why a hold can not be captured or voided. */
sealed interface HoldRefusal {

    /** Its time was over when this was decided. */
    record Expired() implements HoldRefusal {}

    /** It was taken back before. */
    record Voided() implements HoldRefusal {}

    /** Nothing of it is left: it was captured to its end. */
    record Captured() implements HoldRefusal {}

    /**
     * More was asked for than it keeps back.
     *
     * @param requested smallest units
     */
    record Exceeded(Hold hold, long requested) implements HoldRefusal {}
}
