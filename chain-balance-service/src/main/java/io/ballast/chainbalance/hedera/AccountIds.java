package io.ballast.chainbalance.hedera;

import io.ballast.chainbalance.chain.AddressCheck;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids of accounts and tokens: {@code 0.0.N}, which may carry a checksum of its network (HIP-15). The canonical form has
 * none. An EVM address is an alias: only the one that is the number itself says which account it is.
 */
final class AccountIds {

    private static final Pattern FORM = Pattern.compile("0\\.0\\.(0|[1-9]\\d{0,17})(?:-([a-z]{5}))?");
    private static final Pattern EVM = Pattern.compile("0x[0-9a-fA-F]{40}");
    private static final Pattern LONG_ZERO = Pattern.compile("0x0{24}([0-9a-fA-F]{16})");
    private static final int HEX = 16;

    private final Hip15 checksums;

    AccountIds(Hip15 checksums) {
        this.checksums = checksums;
    }

    AddressCheck check(String text) {
        if (text == null) {
            return new AddressCheck.Refused("A Hedera account id is 0.0. and a number.");
        }
        if (EVM.matcher(text).matches()) {
            return ofEvmAddress(text);
        }
        Matcher id = FORM.matcher(text);
        if (!id.matches()) {
            return new AddressCheck.Refused("A Hedera account id is 0.0. and a number.");
        }
        String canonical = "0.0." + id.group(1);
        if (id.group(1).equals("0")) {
            return new AddressCheck.Refused("Account 0.0.0 is nobody's wallet.");
        }
        if (id.group(2) != null && !id.group(2).equals(checksums.checksum(canonical))) {
            return new AddressCheck.Refused(
                    "The account id's checksum is wrong; look for a mistyped digit, or for an id of another network.");
        }
        return new AddressCheck.Valid(canonical);
    }

    /** The canonical form of an id from the configuration. */
    String configured(String text, String setting) {
        return switch (check(text)) {
            case AddressCheck.Valid(String canonical) -> canonical;
            case AddressCheck.Refused(String reason) -> throw new IllegalArgumentException(setting + ": " + reason);
        };
    }

    private static AddressCheck ofEvmAddress(String text) {
        Matcher number = LONG_ZERO.matcher(text.toLowerCase(Locale.ROOT));
        if (!number.matches() || Long.parseUnsignedLong(number.group(1), HEX) <= 0) {
            return new AddressCheck.Refused(
                    "An EVM address is an alias of a Hedera account; register the account's id, 0.0. and a number.");
        }
        return new AddressCheck.Valid("0.0." + Long.parseUnsignedLong(number.group(1), HEX));
    }
}
