package io.ballast.ledger.batch;

import io.ballast.ledger.transfer.Transfer;

/** An item of a batch, read. */
sealed interface BatchItem {

    /** It can be tried. */
    record Ready(Transfer transfer) implements BatchItem {}

    /** It can not be tried, and why. */
    record Unusable(String code, String detail) implements BatchItem {}

    /** It could be tried, but not without the item at that index, which can not. */
    record Broken(int by) implements BatchItem {}
}
