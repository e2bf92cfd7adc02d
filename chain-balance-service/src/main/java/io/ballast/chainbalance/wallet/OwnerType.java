package io.ballast.chainbalance.wallet;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who can own a wallet. */
public enum OwnerType {
    USER,
    COMMUNITY,
    COMPANY,
    SYSTEM;

    private static final List<OwnerType> ALL = List.of(values());

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name on the wire and in the database. */
    public String code() {
        return code;
    }

    public static Optional<OwnerType> ofCode(String code) {
        for (OwnerType type : ALL) {
            if (type.code.equals(code)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
