package io.ballast.ledger.idempotency;

/** What is to be done about a claim. */
public sealed interface Verdict {

    /** The key is new and held by this transaction: do the work, and save its answer before the commit. */
    record Proceed() implements Verdict {}

    /** The request was answered before. */
    record Replay(Answer answer) implements Verdict {}

    /** An earlier claim of the same batch is this very request; its answer is the answer. */
    record SameAs(int index) implements Verdict {}

    /** The key was used for another request. */
    record Reused() implements Verdict {}

    /** Another transaction works under this key right now. */
    record InFlight() implements Verdict {}
}
