package io.ballast.infrastructure.stellar;

/** What a node shows: the entries and the history up to one ledger. */
record View(State state, History history) {

    View copy() {
        return new View(state.copy(), history.copy());
    }
}
