package io.ballast.notification.push;

import io.ballast.events.EventData;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.events.deposit.BalanceAlert;
import io.ballast.events.deposit.DepositConfirmed;
import io.ballast.events.deposit.DepositFailed;
import io.ballast.events.deposit.DepositHeld;
import io.ballast.events.ledger.TransactionCompleted;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a device is told of an event, if its user wants that.
 *
 * @param event the event's wire name
 * @param asset of the amount
 * @param amount in whole units, signed
 * @param always whether it is told whatever the amount is
 * @param title for people
 * @param body for people
 */
public record Notice(String event, String asset, BigDecimal amount, boolean always, String title, String body) {

    /** Most of what happens is for sockets only: a change of a balance is told once, by its transaction. */
    public static Optional<Notice> of(EventData data) {
        return switch (data) {
            case TransactionCompleted change ->
                Optional.of(change(data, "Balance changed", change.asset(), change.amount()));
            case ChainCreditDetected credit ->
                Optional.of(change(data, "Money received", credit.asset(), credit.amount()));
            case DepositConfirmed done -> Optional.of(deposit(data, "Deposit confirmed", done.asset(), done.amount()));
            case DepositFailed failed -> Optional.of(deposit(data, "Deposit failed", failed.asset(), failed.amount()));
            case DepositHeld held -> Optional.of(deposit(data, "Deposit on hold", held.asset(), held.amount()));
            case BalanceAlert alert -> Optional.of(alert(alert));
            default -> Optional.empty();
        };
    }

    private static Notice change(EventData data, String title, String asset, BigDecimal amount) {
        return new Notice(data.eventType().wireName(), asset, amount, false, title, signed(amount, asset));
    }

    /** The wallet's rule has said already what is much; nobody's thresholds are asked again. */
    private static Notice alert(BalanceAlert alert) {
        String body = signed(alert.change(), alert.asset()) + ", now " + text(alert.currentBalance(), alert.asset());
        return new Notice(
                alert.eventType().wireName(), alert.asset(), alert.change(), true, "Large change of a wallet", body);
    }

    private static Notice deposit(EventData data, String title, String asset, BigDecimal amount) {
        return new Notice(data.eventType().wireName(), asset, amount, true, title, text(amount, asset));
    }

    private static String signed(BigDecimal amount, String asset) {
        return (amount.signum() > 0 ? "+" : "") + text(amount, asset);
    }

    private static String text(BigDecimal amount, String asset) {
        return amount.toPlainString() + " " + asset;
    }
}
