package io.ballast.chainbalance.history;

import java.math.BigInteger;
import java.time.Instant;

/**
 * What was seen to change of one asset within one step.
 *
 * @param begin where the step begins
 * @param closing the balance after the last change
 * @param low the least of the balances after a change
 * @param high the most of them
 * @param inflow the sum of what the balance rose by; a first observation is no rise
 * @param summarized whether some of it is from daily summaries
 */
record StepChanges(
        String asset,
        int decimals,
        Instant begin,
        BigInteger closing,
        long version,
        BigInteger low,
        BigInteger high,
        BigInteger inflow,
        BigInteger outflow,
        long changes,
        boolean summarized) {}
