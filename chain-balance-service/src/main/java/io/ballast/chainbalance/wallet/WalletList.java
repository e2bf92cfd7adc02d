package io.ballast.chainbalance.wallet;

import java.util.List;

/** All wallets of one owner, the oldest first; their number is bounded by {@code ballast.wallet.max-per-owner}. */
public record WalletList(List<WalletView> wallets) {

    static WalletList of(List<Wallet> wallets) {
        return new WalletList(wallets.stream().map(WalletView::of).toList());
    }
}
