package io.ballast.ledger.account;

import io.ballast.ledger.asset.Asset;
import java.time.Instant;
import java.util.UUID;

/** An account. Everything but its status and its limits stays as it was opened. */
public record Account(
        UUID id, Owner owner, AccountType type, Asset asset, AccountStatus status, Limits limits, Instant createdAt) {

    public boolean isSystem() {
        return type == AccountType.SYSTEM;
    }
}
