package io.ballast.ledger.hold;

import java.time.Duration;

/**
 * How long holds last.
 *
 * @param usual of a hold that does not say
 * @param longest that a hold may ask for
 */
record HoldLife(Duration usual, Duration longest) {}
