package io.ballast.chainbalance.credit;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.WalletRole;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An amount that a chain moved to an address, whoever registered that.
 *
 * @param eventId the chain's own identity of the transfer, unique within the network
 * @param recipient in the chain's canonical form, as wallets are stored
 * @param sender where the chain names one
 * @param roles the wallets it counts for: those whose balance of the asset is read
 * @param raw in the smallest unit, more than zero
 * @param height the block (ledger, consensus time in seconds) it is in
 * @param blockHash that block's hash, or empty where the chain takes no block back
 * @param happenedAt the block's time
 */
public record Credit(
        String eventId,
        String recipient,
        Optional<String> sender,
        Asset asset,
        Set<WalletRole> roles,
        BigInteger raw,
        String transactionHash,
        long height,
        Optional<String> blockHash,
        Finality finality,
        Instant happenedAt) {

    public Credit {
        if (raw.signum() <= 0) {
            throw new IllegalArgumentException("A credit is more than nothing");
        }
        roles = Set.copyOf(roles);
    }
}
