package io.ballast.chainbalance.chain;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What a wallet can hold on one network.
 *
 * @param symbol unique within the network, for example {@code USDC}
 * @param decimals fraction digits of one whole unit
 */
public record Asset(String symbol, int decimals) {

    /** An amount in the smallest unit as an exact decimal in whole units. */
    public BigDecimal toDecimal(BigInteger raw) {
        return new BigDecimal(raw, decimals);
    }
}
