package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.finality.ChainFinality;
import io.ballast.chainbalance.wallet.Wallet;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * A wallet of any chain with all that is expected to be known of it.
 *
 * @param readable whether its network is configured, so that it can be read again
 */
record OwnedValues(Wallet wallet, boolean readable, List<ExpectedValue> balances, List<ExpectedValue> allowances) {

    /** Whether a value is worth reading again: it is not known, the last try failed, or it was before that time. */
    boolean isToBeRefreshed(Instant before) {
        return readable && !all(value -> !value.isToBeRefreshed(before));
    }

    /** Whether all was tried to be read since then, as far as it can be. */
    boolean isCheckedSince(Instant time) {
        return !readable || all(value -> value.isCheckedSince(time));
    }

    boolean isReadSince(Instant time) {
        return all(value -> value.isReadSince(time));
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

    /** The same as far as it is known at blocks that are so final by now; itself if nothing of it is another. */
    OwnedValues at(Finality finality, ChainFinality chain) {
        return all(value -> value.at(finality, chain) == value)
                ? this
                : new OwnedValues(
                        wallet,
                        readable,
                        balances.stream()
                                .map(value -> value.at(finality, chain))
                                .toList(),
                        allowances.stream()
                                .map(value -> value.at(finality, chain))
                                .toList());
    }

    /** In the form that {@code GET /api/balance} adds up. */
    WalletValues walletValues() {
        return new WalletValues(wallet.id(), wallet.role(), wallet.address(), balances, allowances);
    }

    /** In loops, since each request asks something of all values. */
    private boolean all(Predicate<ExpectedValue> holds) {
        return all(balances, holds) && all(allowances, holds);
    }

    private static boolean all(List<ExpectedValue> values, Predicate<ExpectedValue> holds) {
        for (ExpectedValue value : values) {
            if (!holds.test(value)) {
                return false;
            }
        }
        return true;
    }
}
