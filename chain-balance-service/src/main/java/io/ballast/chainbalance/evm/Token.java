package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.WalletRole;
import java.util.Optional;
import java.util.Set;

/**
 * A configured ERC-20 contract.
 *
 * @param roles the wallets whose balance of it is read
 * @param spender whose allowance is read for proxy wallets
 */
record Token(Asset asset, String address, Set<WalletRole> roles, Optional<String> spender) {}
