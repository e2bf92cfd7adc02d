package io.ballast.autodeposit.deposit;

import java.math.BigInteger;

/**
 * How far a deposit goes by itself.
 *
 * @param attempts transactions at most, one after the other
 * @param feeBumps how often the fee of each is lifted at most
 * @param receiptTries how often the vault's event is looked for
 * @param servers how many servers must not know an attempt before it counts as expired
 * @param leastSharesPerMillion the least shares for a million units of money
 */
public record DepositLimits(int attempts, int feeBumps, int receiptTries, int servers, long leastSharesPerMillion) {

    static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
}
