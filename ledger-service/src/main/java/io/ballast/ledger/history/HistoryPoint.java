package io.ballast.ledger.history;

import java.math.BigInteger;
import java.time.Instant;

/**
 * One step of an account's history.
 *
 * @param from where it begins, included
 * @param to where it ends, not included
 * @param balance smallest units, at the end
 * @param version at the end
 * @param in smallest units that came during it
 * @param out smallest units that went during it
 */
record HistoryPoint(Instant from, Instant to, long balance, long version, BigInteger in, BigInteger out) {}
