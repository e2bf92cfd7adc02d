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
 * @param balanceHeight the ledger of the last balance, or empty where it is not known
 * @param lookFrom the ledger from which the chain is to be asked what came in, or empty where all is explained
 * @param doubtFrom the ledger from which the database may have forgotten deposits, or empty where it has not
 * @param doubtUntil the network's time after which no forgotten transaction can take place any more, or empty where it
 *     was not asked yet
 */
public record TrackedWallet(
        UUID id,
        String userId,
        String publicKey,
        String network,
        Optional<UsdcAmount> previousBalance,
        OptionalLong version,
        OptionalLong balanceHeight,
        OptionalLong lookFrom,
        OptionalLong doubtFrom,
        OptionalLong doubtUntil) {

    /** Whether the observation speaks of the same owner, Stellar account and network as this wallet. */
    boolean isSubjectOf(BalanceObservation observation) {
        return userId.equals(observation.userId())
                && publicKey.equals(observation.publicKey())
                && network.equals(observation.network());
    }
}
