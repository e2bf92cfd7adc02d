package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.deposit.DepositState;
import io.ballast.autodeposit.deposit.Order;
import io.ballast.autodeposit.deposit.Progress;
import io.ballast.events.EventData;
import io.ballast.events.deposit.DepositConfirmed;
import io.ballast.events.deposit.DepositFailed;
import io.ballast.events.deposit.DepositHeld;
import io.ballast.events.deposit.DepositSubmitted;
import io.ballast.events.deposit.DepositTriggered;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What a user is told of a deposit. */
final class DepositEvents {

    private static final String ASSET = "USDC";

    private DepositEvents() {}

    static EventData triggered(Order order, Instant now) {
        return new DepositTriggered(
                order.id(),
                order.walletId(),
                order.userId(),
                order.network(),
                order.vault(),
                ASSET,
                amount(order),
                order.previousBalance().value(),
                order.currentBalance().value(),
                now);
    }

    /** What the step from one state to the next is told by; nothing where the user would not care. */
    static List<EventData> of(Order order, Progress before, Progress next, Instant now) {
        if (before.state() == next.state()) {
            return List.of();
        }
        return switch (next.state()) {
            case SUBMITTED -> before.state() == DepositState.SIGNED ? List.of(submitted(order, next, now)) : List.of();
            case CONFIRMED -> List.of(confirmed(order, next, now));
            case FAILED ->
                List.of(new DepositFailed(
                        order.id(),
                        order.walletId(),
                        order.userId(),
                        order.network(),
                        order.vault(),
                        ASSET,
                        amount(order),
                        next.reason(),
                        next.transactionHash(),
                        now));
            case HELD ->
                List.of(new DepositHeld(
                        order.id(),
                        order.walletId(),
                        order.userId(),
                        order.network(),
                        order.vault(),
                        ASSET,
                        amount(order),
                        next.reason(),
                        next.transactionHash(),
                        now));
            default -> List.of();
        };
    }

    private static EventData submitted(Order order, Progress next, Instant now) {
        return new DepositSubmitted(
                order.id(),
                order.walletId(),
                order.userId(),
                order.network(),
                order.vault(),
                ASSET,
                amount(order),
                next.lastAttempt().hash(),
                next.lastAttempt().number(),
                now);
    }

    private static EventData confirmed(Order order, Progress next, Instant now) {
        return new DepositConfirmed(
                order.id(),
                order.walletId(),
                order.userId(),
                order.network(),
                order.vault(),
                ASSET,
                amount(order),
                next.transactionHash(),
                next.shares().toString(),
                next.ledger(),
                now);
    }

    private static BigDecimal amount(Order order) {
        return order.amount().value();
    }
}
