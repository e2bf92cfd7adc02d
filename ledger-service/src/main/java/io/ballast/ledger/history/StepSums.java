package io.ballast.ledger.history;

import java.math.BigInteger;
import java.time.LocalDateTime;

/**
 * What a step's entries sum up to.
 *
 * @param begin where the step begins, in UTC
 * @param in smallest units that came, zero or more
 * @param out smallest units that went, zero or more
 * @param version the account's after the last of them
 */
record StepSums(LocalDateTime begin, BigInteger in, BigInteger out, long version) {}
