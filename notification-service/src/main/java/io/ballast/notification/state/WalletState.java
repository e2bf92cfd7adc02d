package io.ballast.notification.state;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * The last known balance of one asset of a user's wallet on chain.
 *
 * @param version counts the changes of this wallet and asset
 * @param balance in whole units of the asset, with exactly its digits
 * @param timestamp when it was true
 */
public record WalletState(
        UUID walletId,
        String asset,
        String chain,
        String network,
        String address,
        String role,
        long version,
        BigDecimal balance,
        Instant timestamp) {

    /** Names wallet and asset together, as an account's id names an account. */
    public UUID key() {
        return UUID.nameUUIDFromBytes((walletId + "/" + asset).getBytes(StandardCharsets.UTF_8));
    }
}
