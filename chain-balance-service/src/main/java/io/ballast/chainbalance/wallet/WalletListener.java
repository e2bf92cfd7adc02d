package io.ballast.chainbalance.wallet;

import io.smallrye.mutiny.Uni;

/** Is told of wallets as soon as they, or their end, are durable. Never fails; what it does not wait for goes on by itself. */
public interface WalletListener {

    Uni<Void> registered(Wallet wallet);

    Uni<Void> removed(Wallet wallet);
}
