package io.ballast.autodeposit.rule;

import java.util.UUID;

/** A wallet and its rule. */
record RuledWallet(UUID walletId, String userId, String account, String network, DepositRule rule) {}
