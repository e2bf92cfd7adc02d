package io.ballast.ledger.hold;

import io.ballast.ledger.transaction.TransactionView;

/**
 * What a capture did.
 *
 * @param hold what is left of the hold
 * @param transaction what has moved, with the entries that the caller may see
 */
public record CaptureView(HoldView hold, TransactionView transaction) {}
