package io.ballast.chainbalance.wallet;

import io.smallrye.mutiny.Uni;

/** Is told of wallets, which come and go. Never fails; what it does not wait for goes on by itself. */
public interface WalletListener {

    /**
     * An owner is about to have other wallets. The process may die before it tells whether it came to that, so that what is
     * prepared here has to end by itself.
     */
    default Uni<Void> changing(WalletChange change) {
        return Uni.createFrom().voidItem();
    }

    /** The change is durable, or was not made, or nobody knows. */
    default Uni<Void> changed(WalletChange change) {
        return Uni.createFrom().voidItem();
    }

    /** The wallet is durable. */
    default Uni<Void> registered(Wallet wallet) {
        return Uni.createFrom().voidItem();
    }
}
