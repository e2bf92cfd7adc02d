package io.ballast.ledger.asset;

import java.math.BigDecimal;

/**
 * What an account holds.
 *
 * @param code for example {@code USD}
 * @param scale how many decimals its smallest unit has, 0 to 18; it never changes
 * @param name for people
 */
public record Asset(String code, int scale, String name) {

    /** The decimal that clients see, with exactly the asset's scale: 15050 units of USD are 150.50. */
    public BigDecimal toDecimal(long units) {
        return BigDecimal.valueOf(units, scale);
    }
}
