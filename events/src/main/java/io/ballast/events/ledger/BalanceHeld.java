package io.ballast.events.ledger;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.MayBeAbsent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * What an account keeps back for holds changed, and so what it can spend. Of two of an account's the later is the one with the
 * greater {@code version}, and among those of one version the one with the greater {@code holdVersion}: a consumer drops what
 * is not newer.
 *
 * @param userId the account's owner (a user, a community or a company, see {@code ownerType})
 * @param version the account's as in {@link BalanceUpdated}: a capture has the version of the entry that it made
 * @param holdVersion counts what changed {@code held} without an entry
 * @param available {@code balance - held}
 * @param change the signed change of {@code held}; 0 after a restore, when nobody knows
 * @param reason {@code placed}, {@code captured}, {@code voided} or {@code expired}; {@code restored} after a restore, which may
 *     have lost holds
 * @param holdId absent if several expired together
 * @param timestamp when that was, by the database's clock
 */
public record BalanceHeld(
        String userId,
        String ownerType,
        UUID accountId,
        String asset,
        long version,
        long holdVersion,
        BigDecimal balance,
        BigDecimal held,
        BigDecimal available,
        BigDecimal change,
        String reason,
        @MayBeAbsent UUID holdId,
        Instant timestamp)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.BALANCE_HELD;
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
