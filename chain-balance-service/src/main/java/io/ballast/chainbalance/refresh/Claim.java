package io.ballast.chainbalance.refresh;

import java.util.UUID;

/** A wallet that this replica alone may refresh for now. */
record Claim(UUID walletId, String tenant) {}
