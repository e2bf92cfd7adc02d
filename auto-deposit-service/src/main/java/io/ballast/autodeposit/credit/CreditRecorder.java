package io.ballast.autodeposit.credit;

import io.ballast.autodeposit.rule.DepositRule;
import io.ballast.autodeposit.rule.PgRules;
import io.ballast.autodeposit.rule.Vaults;
import io.ballast.autodeposit.tracking.TrackedWallet;
import io.ballast.autodeposit.work.PgWork;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Writes income down, whether it may be deposited, and has the wallet looked at. */
@ApplicationScoped
public class CreditRecorder {

    private final PgRules rules;
    private final PgCredits credits;
    private final Vaults vaults;
    private final PgWork work;

    CreditRecorder(PgRules rules, PgCredits credits, Vaults vaults, PgWork work) {
        this.rules = rules;
        this.credits = credits;
        this.vaults = vaults;
        this.work = work;
    }

    /**
     * Writes the income; what is known already changes nothing.
     *
     * @param connection an open transaction of the background path; the caller commits it
     */
    public Uni<Void> record(SqlConnection connection, TrackedWallet wallet, Income income) {
        return rules.find(connection, wallet.id())
                .chain(rule -> credits.ownAccounts(connection, wallet.userId(), wallet.network())
                        .chain(own -> record(connection, wallet, income, rule, own)));
    }

    private Uni<Void> record(
            SqlConnection connection, TrackedWallet wallet, Income income, DepositRule rule, Set<String> own) {
        Eligibility eligibility = CreditRules.eligibility(income, rule, vaults.of(wallet.network()), own);
        return credits.record(connection, wallet.userId(), income, eligibility)
                .chain(isNew -> isNew && eligibility == Eligibility.ELIGIBLE
                        ? work.wake(connection, wallet.id())
                        : Uni.createFrom().voidItem());
    }
}
