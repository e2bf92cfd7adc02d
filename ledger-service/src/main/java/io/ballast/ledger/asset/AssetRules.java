package io.ballast.ledger.asset;

import java.util.regex.Pattern;

/** What an asset can be. */
final class AssetRules {

    static final String CODE = "[A-Z0-9]{2,16}";
    static final int MAX_SCALE = 18;
    static final int MAX_NAME = 100;

    private static final Pattern CODES = Pattern.compile(CODE);

    private AssetRules() {}

    /** Whether an asset can have the code; no other text needs to be looked up. */
    static boolean isCode(String code) {
        return CODES.matcher(code).matches();
    }
}
