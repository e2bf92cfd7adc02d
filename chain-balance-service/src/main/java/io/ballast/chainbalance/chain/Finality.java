package io.ballast.chainbalance.chain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How sure it is that a block stays part of the chain. */
public enum Finality {
    LATEST,
    SAFE,
    FINALIZED;

    private static final List<Finality> ALL = List.of(values());

    private final String code = name().toLowerCase(Locale.ROOT);

    public String code() {
        return code;
    }

    public boolean isAtLeast(Finality other) {
        return compareTo(other) >= 0;
    }

    public static Optional<Finality> ofCode(String code) {
        for (Finality finality : ALL) {
            if (finality.code.equals(code)) {
                return Optional.of(finality);
            }
        }
        return Optional.empty();
    }
}
