package io.ballast.autodeposit.tracking;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What is known of a wallet before the next observation.
 *
 * @param previousBalance {@code previous_usdc_balance}: the last balance seen, or empty before the first
 * @param version the version of the last observation taken in, or empty before the first
 */
public record TrackedWallet(
        UUID id,
        String userId,
        String publicKey,
        String network,
        Optional<UsdcAmount> previousBalance,
        OptionalLong version) {

    /** Whether the observation speaks of the same owner, Stellar account and network as this wallet. */
    boolean isSubjectOf(BalanceObservation observation) {
        return userId.equals(observation.userId())
                && publicKey.equals(observation.publicKey())
                && network.equals(observation.network());
    }
}
