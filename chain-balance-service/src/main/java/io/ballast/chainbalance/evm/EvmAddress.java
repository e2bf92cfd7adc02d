package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.AddressCheck;
import java.util.Locale;
import java.util.regex.Pattern;
import org.web3j.crypto.Hash;

/** Addresses of EVM chains: 20 bytes in hex, whose mixed case is a checksum (EIP-55). */
final class EvmAddress {

    private static final Pattern FORM = Pattern.compile("0x[0-9a-fA-F]{40}");
    private static final String ZERO = "0x" + "0".repeat(40);
    private static final int FIRST_DIGIT = 2;

    private EvmAddress() {}

    /** Accepts one case throughout, or mixed case with the right checksum; the canonical form is the checksummed one. */
    static AddressCheck check(String text) {
        if (text == null || !FORM.matcher(text).matches()) {
            return new AddressCheck.Refused("An EVM address is 0x and 40 hexadecimal digits.");
        }
        if (ZERO.equals(text)) {
            return new AddressCheck.Refused("The zero address is nobody's wallet.");
        }
        String canonical = checksummed(text);
        if (isMixedCase(text) && !canonical.equals(text)) {
            return new AddressCheck.Refused("The address's checksum (EIP-55) is wrong; look for a mistyped character.");
        }
        return new AddressCheck.Valid(canonical);
    }

    /** The canonical form of an address from the configuration. */
    static String configured(String text, String setting) {
        return switch (check(text)) {
            case AddressCheck.Valid(String canonical) -> canonical;
            case AddressCheck.Refused(String reason) -> throw new IllegalArgumentException(setting + ": " + reason);
        };
    }

    /** The canonical form of what is an address. */
    static String checksummed(String address) {
        String digits = address.substring(FIRST_DIGIT).toLowerCase(Locale.ROOT);
        String hash = Hash.sha3String(digits).substring(FIRST_DIGIT);
        StringBuilder result = new StringBuilder("0x");
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            boolean upper = Character.digit(hash.charAt(i), 16) >= 8;
            result.append(upper ? Character.toUpperCase(digit) : digit);
        }
        return result.toString();
    }

    private static boolean isMixedCase(String address) {
        String digits = address.substring(FIRST_DIGIT);
        return !digits.equals(digits.toLowerCase(Locale.ROOT)) && !digits.equals(digits.toUpperCase(Locale.ROOT));
    }
}
