package io.ballast.events.ledger;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.MayBeAbsent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * An account's balance changed. {@code version} counts the account's entries without gaps: a consumer drops what is not
 * newer and notices what is missing. Version 0 tells of an account that was opened without money. After the ledger was restored
 * from a backup, versions go on from a far higher number, and each account is told of once without a transaction.
 *
 * @param userId the account's owner (a user, a community or a company, see {@code ownerType})
 * @param amount the signed change of this account
 * @param timestamp when the change was made, by the database's clock
 */
public record BalanceUpdated(
        String userId,
        String ownerType,
        UUID accountId,
        String asset,
        long version,
        BigDecimal newBalance,
        @MayBeAbsent BigDecimal previousBalance,
        @MayBeAbsent UUID transactionId,
        @MayBeAbsent String transactionType,
        @MayBeAbsent BigDecimal amount,
        Instant timestamp)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.BALANCE_UPDATED;
    }

    @Override
    public String partitionKey(String tenant) {
        return tenant + ":" + userId;
    }

    @Override
    public String subjectId() {
        return accountId.toString();
    }
}
