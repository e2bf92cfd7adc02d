package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.WalletRole;
import java.util.List;
import java.util.UUID;

/**
 * One wallet with all that is expected to be known of it.
 *
 * @param balances one for each asset that counts
 * @param allowances one for each spender; empty where none is configured
 */
record WalletValues(
        UUID id, WalletRole role, String address, List<ExpectedValue> balances, List<ExpectedValue> allowances) {}
