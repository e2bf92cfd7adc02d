package io.ballast.ledger.account;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** An account as clients see it. */
public record AccountView(
        UUID id,
        String ownerType,
        String ownerId,
        String type,
        String asset,
        String status,
        BigDecimal balance,
        long version,
        Instant createdAt) {

    public static AccountView of(AccountState state) {
        Account account = state.account();
        return new AccountView(
                account.id(),
                account.owner().type().wireName(),
                account.owner().id(),
                account.type().wireName(),
                account.asset().code(),
                account.status().wireName(),
                state.decimalBalance(),
                state.version(),
                account.createdAt());
    }
}
