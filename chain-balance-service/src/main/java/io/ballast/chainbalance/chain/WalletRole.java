package io.ballast.chainbalance.chain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a wallet is to its owner. It decides which assets are read for it. */
public enum WalletRole {
    /** The address of the owner's own key. */
    DERIVED,
    /** A contract wallet that acts for the owner, and whose allowance is read beside its balance. */
    PROXY,
    /** An account that the operator keeps for the owner. */
    CUSTODIAL,
    /** A community's account. */
    COMMUNITY,
    /** A company's account. */
    COMPANY,
    /** Where an owner keeps what is not for spending. */
    TREASURY;

    private static final List<WalletRole> ALL = List.of(values());

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name on the wire and in the database. */
    public String code() {
        return code;
    }

    /** All names, for a message. */
    public static String codes() {
        return Arrays.stream(values()).map(WalletRole::code).collect(Collectors.joining(", "));
    }

    public static Optional<WalletRole> ofCode(String code) {
        for (WalletRole role : ALL) {
            if (role.code.equals(code)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
