package io.ballast.chainbalance.wallet;

import java.time.Instant;
import java.util.UUID;

/** A wallet as clients see it. */
public record WalletView(
        UUID id,
        String ownerType,
        String ownerId,
        String chain,
        String network,
        String address,
        String role,
        Instant createdAt) {

    static WalletView of(Wallet wallet) {
        return new WalletView(
                wallet.id(),
                wallet.owner().type().code(),
                wallet.owner().id(),
                wallet.network().chain(),
                wallet.network().network(),
                wallet.address(),
                wallet.role().code(),
                wallet.createdAt());
    }
}
