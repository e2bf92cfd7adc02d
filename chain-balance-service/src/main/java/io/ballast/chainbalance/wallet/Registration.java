package io.ballast.chainbalance.wallet;

import java.util.UUID;

/** What became of a registration. */
public sealed interface Registration {

    record Registered(Wallet wallet) implements Registration {}

    /** The owner has registered this address on this network before. */
    record Duplicate(UUID walletId) implements Registration {}

    /** The owner has as many wallets as the configuration allows. */
    record TooMany(int limit) implements Registration {}
}
