package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.WalletRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One wallet with all that is expected to be known of it.
 *
 * @param balances one for each asset that counts
 * @param allowances one for each spender; empty where none is configured
 */
record WalletValues(
        UUID id, WalletRole role, String address, List<ExpectedValue> balances, List<ExpectedValue> allowances) {

    boolean isToBeRefreshed(Instant now, Duration revalidateAfter) {
        return balances.isEmpty()
                || Stream.concat(balances.stream(), allowances.stream())
                        .anyMatch(value -> value.isToBeRefreshed(now, revalidateAfter));
    }
}
