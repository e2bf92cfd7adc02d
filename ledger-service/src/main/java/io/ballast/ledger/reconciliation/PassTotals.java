package io.ballast.ledger.reconciliation;

/**
 * What a pass, or a part of it, has done.
 *
 * @param accounts how many accounts were examined
 * @param entries how many of their entries were read
 * @param drifts how many accounts were found wrong
 */
record PassTotals(long accounts, long entries, long drifts) {

    static final PassTotals NOTHING = new PassTotals(0, 0, 0);

    PassTotals plus(PassTotals more) {
        return new PassTotals(accounts + more.accounts, entries + more.entries, drifts + more.drifts);
    }
}
