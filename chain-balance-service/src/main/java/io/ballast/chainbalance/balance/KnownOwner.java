package io.ballast.chainbalance.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is known of an owner's wallets at a time, the oldest first, with what was made of it, so that it is made once however often
 * it is asked for. Thread-safe.
 */
final class KnownOwner {

    private final List<KnownWallet> wallets;
    private volatile List<OwnedValues> laidOut;
    private volatile WrittenBalance written;

    KnownOwner(List<KnownWallet> wallets) {
        this.wallets = List.copyOf(wallets);
    }

    List<KnownWallet> wallets() {
        return wallets;
    }

    /** @param layOut always the same of the same wallet */
    List<OwnedValues> laidOut(Function<KnownWallet, OwnedValues> layOut) {
        List<OwnedValues> before = laidOut;
        if (before != null) {
            return before;
        }
        List<OwnedValues> all = new ArrayList<>(wallets.size());
        wallets.forEach(wallet -> all.add(layOut.apply(wallet)));
        laidOut = all;
        return all;
    }

    /** The balance as it was last written from this. */
    Optional<WrittenBalance> written() {
        return Optional.ofNullable(written);
    }

    void written(WrittenBalance balance) {
        written = balance;
    }
}
