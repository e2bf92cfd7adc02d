package io.ballast.infrastructure.stellar;

/** What identifies an entry of the ledger. Accounts are {@code G…}, contracts {@code C…}, assets {@code CODE:G…}. */
sealed interface Key {

    record OfAccount(String id) implements Key {}

    record OfTrustLine(String account, String asset) implements Key {}

    record OfOffer(long id) implements Key {}

    /** @param name the stored value's name within the contract, with an address where it is somebody's */
    record OfContract(String contract, String name) implements Key {}
}
