package io.ballast.chainbalance.stellar;

import io.ballast.chainbalance.chain.AddressCheck;
import java.util.regex.Pattern;
import org.stellar.sdk.StrKey;

/** Addresses of Stellar accounts: a key with a checksum in base 32, beginning with G, in one form only. */
final class StellarAddress {

    private static final Pattern FORM = Pattern.compile("G[A-Z2-7]{55}");
    private static final Pattern MUXED = Pattern.compile("M[A-Z2-7]{68}");
    private static final Pattern CONTRACT = Pattern.compile("C[A-Z2-7]{55}");

    private StellarAddress() {}

    static AddressCheck check(String text) {
        if (text != null && MUXED.matcher(text).matches()) {
            return new AddressCheck.Refused(
                    "A muxed address names an account and a number within it; register the account, which begins with G.");
        }
        if (text != null && CONTRACT.matcher(text).matches()) {
            return new AddressCheck.Refused("A contract is no account; a Stellar account begins with G.");
        }
        if (text == null || !FORM.matcher(text).matches()) {
            return new AddressCheck.Refused("A Stellar account is G and 55 capital letters and digits.");
        }
        return isValid(text)
                ? new AddressCheck.Valid(text)
                : new AddressCheck.Refused("The address's checksum is wrong; look for a mistyped character.");
    }

    /** The canonical form of an address from the configuration. */
    static String configured(String text, String setting) {
        return switch (check(text)) {
            case AddressCheck.Valid(String canonical) -> canonical;
            case AddressCheck.Refused(String reason) -> throw new IllegalArgumentException(setting + ": " + reason);
        };
    }

    private static boolean isValid(String text) {
        try {
            return StrKey.encodeEd25519PublicKey(StrKey.decodeEd25519PublicKey(text))
                    .equals(text);
        } catch (RuntimeException wrongChecksum) {
            return false;
        }
    }
}
