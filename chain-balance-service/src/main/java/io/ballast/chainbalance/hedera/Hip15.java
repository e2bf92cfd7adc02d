package io.ballast.chainbalance.hedera;

import java.util.HexFormat;

/**
 * The checksum of Hedera's entity ids (HIP-15): five letters that differ for a mistyped digit and for another network.
 *
 * @param ledgerId the network's id
 */
record Hip15(byte[] ledgerId) {

    private static final int LETTERS = 26;
    private static final int LENGTH = 5;
    private static final long P3 = 26L * 26 * 26;
    private static final long P5 = P3 * 26 * 26;
    private static final int ELEVEN = 11;
    private static final int POINT = 10;
    private static final long WEIGHT = 31;
    private static final long SPREAD = 1_000_003;
    private static final int ZEROS = 6;

    /** @param name {@code mainnet}, {@code testnet}, {@code previewnet}, or the ledger's id in hex */
    static Hip15 named(String name) {
        return new Hip15(
                switch (name) {
                    case "mainnet" -> new byte[] {0};
                    case "testnet" -> new byte[] {1};
                    case "previewnet" -> new byte[] {2};
                    default -> HexFormat.of().parseHex(name);
                });
    }

    /** @param id {@code 0.0.N} */
    String checksum(String id) {
        int even = 0;
        int odd = 0;
        long weighted = 0;
        for (int i = 0; i < id.length(); i++) {
            int digit = id.charAt(i) == '.' ? POINT : id.charAt(i) - '0';
            weighted = (WEIGHT * weighted + digit) % P3;
            even = (even + (i % 2 == 0 ? digit : 0)) % ELEVEN;
            odd = (odd + (i % 2 == 0 ? 0 : digit)) % ELEVEN;
        }
        long sum = ((((id.length() % LENGTH) * (long) ELEVEN + even) * ELEVEN + odd) * P3 + weighted + ledger()) % P5;
        return letters(sum * SPREAD % P5);
    }

    private long ledger() {
        long sum = 0;
        for (byte part : ledgerId) {
            sum = (WEIGHT * sum + (part & 0xff)) % P5;
        }
        for (int i = 0; i < ZEROS; i++) {
            sum = WEIGHT * sum % P5;
        }
        return sum;
    }

    private static String letters(long number) {
        char[] letters = new char[LENGTH];
        long left = number;
        for (int i = LENGTH - 1; i >= 0; i--) {
            letters[i] = (char) ('a' + left % LETTERS);
            left /= LETTERS;
        }
        return new String(letters);
    }
}
