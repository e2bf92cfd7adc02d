package io.ballast.chainbalance.chain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How sure it is that a block stays part of the chain. */
public enum Finality {
    LATEST,
    SAFE,
    FINALIZED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isAtLeast(Finality other) {
        return compareTo(other) >= 0;
    }

    public static Optional<Finality> ofCode(String code) {
        return Arrays.stream(values())
                .filter(finality -> finality.code().equals(code))
                .findFirst();
    }
}
