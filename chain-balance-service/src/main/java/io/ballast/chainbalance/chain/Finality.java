package io.ballast.chainbalance.chain;

import java.util.Locale;

/** How sure it is that a block stays part of the chain. */
public enum Finality {
    LATEST,
    SAFE,
    FINALIZED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
