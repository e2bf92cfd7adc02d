package io.ballast.ledger.listing;

import java.time.Instant;
import java.util.UUID;

/**
 * A place in a list, newest first. In the list of an account it is the time and the version of the entry, and version 0 for
 * what has no entry; where ids alone make the order, the time is {@link Instant#EPOCH}.
 */
record Position(Instant at, long version, UUID id) {}
