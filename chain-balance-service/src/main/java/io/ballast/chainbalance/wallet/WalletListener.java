package io.ballast.chainbalance.wallet;

/** Is told of wallets as soon as they are durable. */
public interface WalletListener {

    void registered(Wallet wallet);
}
