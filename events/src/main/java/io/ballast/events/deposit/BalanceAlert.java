package io.ballast.events.deposit;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.MayBeAbsent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A wallet's balance changed by so much that its rule wants the user told: all that a push or an e-mail needs is here.
 *
 * @param alertId the alert's own
 * @param account the wallet's address on the network
 * @param previousBalance the last balance known before
 * @param change from one to the other, signed
 * @param changePercent of the balance before, signed, with two digits, rounded towards zero; absent where that was nothing
 * @param alertAmount the change from which on the rule wants to be told, where it names one
 * @param alertPercent the same in percent of the balance before
 */
public record BalanceAlert(
        UUID alertId,
        UUID walletId,
        String userId,
        String network,
        String account,
        String asset,
        BigDecimal previousBalance,
        BigDecimal currentBalance,
        BigDecimal change,
        @MayBeAbsent BigDecimal changePercent,
        @MayBeAbsent BigDecimal alertAmount,
        @MayBeAbsent Long alertPercent,
        Instant timestamp)
        implements EventData {

    @Override
    public EventType eventType() {
        return EventType.BALANCE_ALERT;
    }

    @Override
    public String partitionKey(String tenant) {
        return walletId.toString();
    }

    @Override
    public String subjectId() {
        return alertId.toString();
    }
}
