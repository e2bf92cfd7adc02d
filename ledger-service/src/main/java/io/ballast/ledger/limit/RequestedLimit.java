package io.ballast.ledger.limit;

import io.ballast.ledger.asset.RequestedAmount;

/**
 * A limit as the client wrote it; the field's absence is no limit to be read, and is told apart from null.
 *
 * @param amount null if the client wrote null: there is to be no such limit
 */
record RequestedLimit(RequestedAmount amount) {

    static final RequestedLimit NONE = new RequestedLimit(null);

    boolean isNone() {
        return amount == null;
    }
}
