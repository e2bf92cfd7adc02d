package io.ballast.chainbalance.wallet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who can own a wallet. */
public enum OwnerType {
    USER,
    COMMUNITY,
    COMPANY,
    SYSTEM;

    /** The name on the wire and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OwnerType> ofCode(String code) {
        return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
    }
}
