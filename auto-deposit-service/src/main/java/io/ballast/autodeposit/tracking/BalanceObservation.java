package io.ballast.autodeposit.tracking;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.util.UUID;

/**
 * What the chain was seen to say of one Stellar wallet's USDC.
 *
 * @param walletId the wallet, by the id that chain-balance-service gave it
 * @param userId the wallet's owner, a token's {@code sub}
 * @param publicKey the wallet's Stellar account
 * @param network the Stellar network it lives on
 * @param balance the whole balance, not the change
 * @param height the ledger it was read at; 0 where the reader does not say
 * @param version counts the balance's changes without gaps, from the reader that saw them
 */
public record BalanceObservation(
        UUID walletId,
        String userId,
        String publicKey,
        String network,
        UsdcAmount balance,
        long height,
        long version) {}
