package io.ballast.chainbalance.wallet;

import java.util.UUID;

/**
 * A change of which wallets an owner has, from before it is made until it is durable or will not be made.
 *
 * @param id of this change alone
 */
public record WalletChange(UUID id, String tenant, Owner owner) {

    static WalletChange of(String tenant, Owner owner) {
        return new WalletChange(UUID.randomUUID(), tenant, owner);
    }
}
