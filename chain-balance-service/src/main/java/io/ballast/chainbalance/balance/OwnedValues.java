package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.finality.ChainFinality;
import io.ballast.chainbalance.wallet.Wallet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A wallet of any chain with all that is expected to be known of it.
 *
 * @param readable whether its network is configured, so that it can be read again
 */
record OwnedValues(Wallet wallet, boolean readable, List<ExpectedValue> balances, List<ExpectedValue> allowances) {

    boolean isToBeRefreshed(Instant now, Duration revalidateAfter) {
        return readable && values().anyMatch(value -> value.isToBeRefreshed(now, revalidateAfter));
    }

    /** Whether all was tried to be read since then, as far as it can be. */
    boolean isCheckedSince(Instant time) {
        return !readable || values().allMatch(value -> value.isCheckedSince(time));
    }

    boolean isReadSince(Instant time) {
        return values().allMatch(value -> value.isReadSince(time));
    }

    /** Only what was read of those assets. */
    OwnedValues of(Predicate<String> assets) {
        Predicate<ExpectedValue> wanted =
                value -> assets.test(value.observation().key().asset());
        return new OwnedValues(
                wallet,
                readable,
                balances.stream().filter(wanted).toList(),
                allowances.stream().filter(wanted).toList());
    }

    /** The same as far as it is known at blocks that are so final by now. */
    OwnedValues at(Finality finality, ChainFinality chain) {
        return new OwnedValues(
                wallet,
                readable,
                balances.stream().map(value -> value.at(finality, chain)).toList(),
                allowances.stream().map(value -> value.at(finality, chain)).toList());
    }

    /** In the form that {@code GET /api/balance} adds up. */
    WalletValues walletValues() {
        return new WalletValues(wallet.id(), wallet.role(), wallet.address(), balances, allowances);
    }

    private Stream<ExpectedValue> values() {
        return Stream.concat(balances.stream(), allowances.stream());
    }
}
