package io.ballast.autodeposit.deposit;

import io.ballast.autodeposit.asset.UsdcAmount;
import java.util.UUID;

/**
 * What a deposit is to do; never changes.
 *
 * @param account the wallet's Stellar account: source of the transaction and depositor
 * @param vault the contract that takes the money
 * @param previousBalance what the wallet held before the income
 * @param currentBalance what it held when the deposit was decided
 */
public record Order(
        UUID id,
        String tenant,
        UUID walletId,
        String userId,
        String account,
        String network,
        String vault,
        UsdcAmount amount,
        UsdcAmount previousBalance,
        UsdcAmount currentBalance) {}
