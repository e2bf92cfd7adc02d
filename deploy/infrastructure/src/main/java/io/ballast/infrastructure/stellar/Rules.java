package io.ballast.infrastructure.stellar;

/**
 * What the network asks of transactions for now; noted with each ledger, so that it is applied again as it was.
 *
 * @param baseFee the least fee of an operation, in stroops
 * @param vaultPaused whether the vault refuses deposits
 */
record Rules(long baseFee, boolean vaultPaused) {

    private static final long USUAL_FEE = 100;

    static final Rules USUAL = new Rules(USUAL_FEE, false);

    Rules {
        if (baseFee < USUAL_FEE) {
            throw new IllegalArgumentException("The base fee is at least " + USUAL_FEE);
        }
    }
}
