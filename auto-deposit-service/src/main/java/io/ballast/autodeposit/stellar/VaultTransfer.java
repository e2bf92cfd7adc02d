package io.ballast.autodeposit.stellar;

/** USDC that went from an account to a vault, as the network's events tell. */
public record VaultTransfer(String transactionHash, long ledger) {}
