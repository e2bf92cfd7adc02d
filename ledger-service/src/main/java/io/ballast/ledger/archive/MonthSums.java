package io.ballast.ledger.archive;

import java.math.BigInteger;
import java.util.Map;

/**
 * What the entries of a month come to.
 *
 * @param sha256 of all lines, hexadecimal
 * @param byAsset what came and went, by the asset's code
 */
record MonthSums(long entries, String sha256, Map<String, OfAsset> byAsset) {

    MonthSums {
        byAsset = Map.copyOf(byAsset);
    }

    /**
     * What came and went of an asset.
     *
     * @param in smallest units, zero or more
     * @param out smallest units without a sign
     */
    record OfAsset(BigInteger in, BigInteger out) {

        static OfAsset of(long amount) {
            BigInteger units = BigInteger.valueOf(amount);
            return new OfAsset(units.max(BigInteger.ZERO), units.negate().max(BigInteger.ZERO));
        }

        OfAsset plus(OfAsset other) {
            return new OfAsset(in.add(other.in), out.add(other.out));
        }
    }
}
