package io.ballast.chainbalance.wallet;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.WalletRole;

/** A wallet to be registered, checked but for what only the database knows. */
public record NewWallet(String tenant, Owner owner, ChainNetwork network, String address, WalletRole role) {}
