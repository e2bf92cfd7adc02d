package io.ballast.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Contracts' creation code, which the build brings, and calls in the form that contracts read. */
final class EvmCode {

    private static final int WORD = 64;

    private EvmCode() {}

    /** The code that creates the contract. */
    static String creation(String part, String contract) {
        try (InputStream in = EvmCode.class.getResourceAsStream(contract + ".hex")) {
            if (in == null) {
                throw new PartFailed(part, contract + ".hex is not on the class path: build deploy/infrastructure");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new PartFailed(part, "cannot read " + contract + ".hex", e);
        }
    }

    /**
     * A call's data: the function's selector and its arguments, each an address (text) or an unsigned number.
     *
     * @param selector the first four bytes of the hash of the function's signature, as {@code 0x…}
     */
    static String call(String selector, Object... arguments) {
        StringBuilder data = new StringBuilder(selector);
        for (Object argument : arguments) {
            data.append(word(argument));
        }
        return data.toString();
    }

    static BigInteger number(String hex) {
        String digits = hex.substring(2);
        return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, 16);
    }

    private static String word(Object argument) {
        String digits = argument instanceof BigInteger number
                ? number.toString(16)
                : argument.toString().substring(2).toLowerCase(Locale.ROOT);
        if (digits.startsWith("-") || digits.length() > WORD) {
            throw new IllegalArgumentException("neither an address nor an unsigned 256-bit number: " + argument);
        }
        return "0".repeat(WORD - digits.length()) + digits;
    }
}
