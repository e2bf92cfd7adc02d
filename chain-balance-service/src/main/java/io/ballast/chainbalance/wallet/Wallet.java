package io.ballast.chainbalance.wallet;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.WalletRole;
import java.time.Instant;
import java.util.UUID;

/**
 * An address on a chain that an owner wants to see the balance of.
 *
 * @param address in the chain's canonical form
 */
public record Wallet(
        UUID id,
        String tenant,
        Owner owner,
        ChainNetwork network,
        String address,
        WalletRole role,
        Instant createdAt) {}
