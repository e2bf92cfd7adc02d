package io.ballast.chainbalance.check;

import io.ballast.chainbalance.balance.Freshness;
import io.ballast.chainbalance.balance.Holdings;
import io.ballast.chainbalance.balance.OwnerBalances;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Answers whether an owner's funds suffice, and tells of it if they do not. An owner is told so only by what is fresh: from a
 * value that is stale or only last known nobody can say that the money is missing, nor where it has only to become final.
 */
@ApplicationScoped
class BalanceChecks {

    private final OwnerBalances balances;
    private final Outbox outbox;

    BalanceChecks(OwnerBalances balances, Outbox outbox) {
        this.balances = balances;
        this.outbox = outbox;
    }

    /** A check, understood. */
    record Check(
            String tenant,
            Owner owner,
            String asset,
            BigDecimal amount,
            String purpose,
            Predicate<ChainNetwork> networks,
            Freshness freshness) {}

    record Answer(Holdings holdings, CheckVerdict verdict) {}

    Uni<Answer> decide(Check check) {
        return balances.held(check.tenant(), check.owner(), check.networks(), Set.of(check.asset()), check.freshness())
                .map(holdings -> new Answer(
                        holdings, CheckRules.decide(holdings, check.asset(), check.amount(), check.freshness())))
                .call(answer -> tell(check, answer));
    }

    private Uni<Void> tell(Check check, Answer answer) {
        return answer.verdict() instanceof CheckVerdict.Insufficient insufficient
                        && !insufficient.total().stale()
                        && !insufficient.awaitingFinality()
                ? outbox.inTransaction(
                        check.tenant(), tx -> tx.publish(List.of(event(check, answer.holdings(), insufficient))))
                : Uni.createFrom().voidItem();
    }

    private static BalanceInsufficient event(Check check, Holdings holdings, CheckVerdict.Insufficient insufficient) {
        return new BalanceInsufficient(
                check.owner().id(),
                check.owner().type().code(),
                holdings.wallets().getFirst(),
                check.asset(),
                check.purpose(),
                check.amount(),
                insufficient.total().amount(),
                insufficient.shortfall(),
                holdings.now());
    }
}
