package io.ballast.ledger.receipt;

/** A transaction and its place in the order of sealing. */
record PlacedTransaction(Position position, SealedTransaction transaction) {}
