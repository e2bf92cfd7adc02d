package io.ballast.chainbalance.wallet;

/**
 * The body of a registration.
 *
 * @param ownerType with {@code ownerId}, for whom an admin registers; without both it is the caller
 */
public record RegisterWallet(
        String chain, String network, String address, String role, String ownerType, String ownerId) {}
