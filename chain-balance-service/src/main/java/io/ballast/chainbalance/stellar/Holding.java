package io.ballast.chainbalance.stellar;

import io.ballast.chainbalance.chain.ReadResult;
import java.math.BigInteger;

/**
 * What an account has of an asset.
 *
 * @param balance all of it, in the smallest unit
 * @param bound what its offers to sell have promised
 * @param authorized whether the issuer lets it move
 */
record Holding(long balance, long bound, boolean authorized) {

    /** There is no account at the address. */
    static final String NO_ACCOUNT = "no_account";

    /** The account has no trustline for the asset. */
    static final String NO_TRUSTLINE = "no_trustline";

    /** It has one, but the issuer has not authorised it: nothing of it moves. */
    static final String UNAUTHORIZED = "trustline_unauthorized";

    ReadResult available() {
        return authorized
                ? new ReadResult.Value(BigInteger.valueOf(balance - bound))
                : new ReadResult.Absent(UNAUTHORIZED);
    }

    ReadResult total() {
        return new ReadResult.Value(BigInteger.valueOf(balance));
    }
}
