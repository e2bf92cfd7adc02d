package io.ballast.autodeposit.alert;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.rule.AlertRule;
import io.ballast.autodeposit.rule.PgRules;
import io.ballast.autodeposit.tracking.TrackedWallet;
import io.ballast.events.deposit.BalanceAlert;
import io.ballast.events.outbox.OutboxTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Tells users of changes of their wallets' balances that are as large as they want to be told of. */
@ApplicationScoped
public class BalanceAlerts {

    private static final String ASSET = "USDC";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int PERCENT_DIGITS = 2;

    private final PgRules rules;

    BalanceAlerts(PgRules rules) {
        this.rules = rules;
    }

    /**
     * Tells of the step to a balance that becomes known, if the wallet's rule wants that. The first balance of all is no step.
     *
     * @param transaction of the background path, which holds the wallet and makes the balance known
     * @param before the wallet before
     */
    public Uni<Void> note(OutboxTransaction transaction, TrackedWallet before, UsdcAmount balance) {
        return before.previousBalance()
                .filter(known -> known.compareTo(balance) != 0)
                .map(known -> note(transaction, before, known, balance))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> note(OutboxTransaction transaction, TrackedWallet wallet, UsdcAmount known, UsdcAmount balance) {
        return rules.find(transaction.connection(), wallet.id())
                .chain(rule -> rule.alerts().isMuch(known, balance)
                        ? transaction.publish(List.of(alert(wallet, rule.alerts(), known, balance)))
                        : Uni.createFrom().voidItem());
    }

    private static BalanceAlert alert(TrackedWallet wallet, AlertRule rule, UsdcAmount known, UsdcAmount balance) {
        BigDecimal change = balance.value().subtract(known.value());
        return new BalanceAlert(
                UUID.randomUUID(),
                wallet.id(),
                wallet.userId(),
                wallet.network(),
                wallet.publicKey(),
                ASSET,
                known.value(),
                balance.value(),
                change,
                known.isZero() ? null : percent(change, known.value()),
                rule.amount().map(UsdcAmount::value).orElse(null),
                rule.percent().map(Integer::longValue).orElse(null),
                Instant.now());
    }

    private static BigDecimal percent(BigDecimal change, BigDecimal known) {
        return change.multiply(HUNDRED).divide(known, PERCENT_DIGITS, RoundingMode.DOWN);
    }
}
