package io.ballast.ledger.reconciliation;

import io.ballast.events.outbox.Outbox;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.account.StoredBalance;
import io.ballast.ledger.account.StoredBalances;
import io.ballast.ledger.balance.BalanceCache;
import io.ballast.ledger.recalculation.EntryBeginnings;
import io.ballast.ledger.recalculation.EntryPosition;
import io.ballast.ledger.recalculation.EntryTails;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Examines an account that a pass found wrong once more, under its lock, and only then corrects or quarantines it: what is
 * done to an account rests on nothing that a posting can change meanwhile.
 */
@ApplicationScoped
class Suspects {

    private static final Logger LOG = Logger.getLogger(Suspects.class);

    /** Who has changed the status of a quarantined account. */
    private static final String RECONCILIATION = "reconciliation";

    private final Outbox outbox;
    private final Accounts accounts;
    private final StoredBalances balances;
    private final EntryTails tails;
    private final EntryBeginnings beginnings;
    private final ReconciledBalances positions;
    private final DriftReports reports;
    private final BalanceCache cache;
    private final ReconciliationConfig config;

    Suspects(
            Outbox outbox,
            Accounts accounts,
            StoredBalances balances,
            EntryTails tails,
            EntryBeginnings beginnings,
            ReconciledBalances positions,
            DriftReports reports,
            BalanceCache cache,
            ReconciliationConfig config) {
        this.outbox = outbox;
        this.accounts = accounts;
        this.balances = balances;
        this.tails = tails;
        this.beginnings = beginnings;
        this.positions = positions;
        this.reports = reports;
        this.cache = cache;
        this.config = config;
    }

    /**
     * Acts on what is wrong with the account, if anything is.
     *
     * @param fromBeginning whether all its entries are to be read, or those after its position
     */
    Uni<Examination> examine(String tenant, UUID id, boolean fromBeginning) {
        return outbox.inTransaction(tenant, tx -> examine(tx.connection(), id, fromBeginning))
                .call(judged -> cache.forget(tenant, judged.corrected()))
                .map(Judged::examination);
    }

    private Uni<Judged> examine(SqlConnection connection, UUID id, boolean fromBeginning) {
        return accounts.lock(connection, List.of(id))
                .chain(() -> fromBeginning ? beginnings.of(connection, id) : positions.find(connection, id))
                .flatMap(from -> examine(connection, from));
    }

    private Uni<Judged> examine(SqlConnection connection, EntryPosition from) {
        List<UUID> ids = List.of(from.accountId());
        return Uni.combine()
                .all()
                .unis(
                        balances.read(connection, ids),
                        tails.read(connection, List.of(from), config.entries()),
                        reports.released(connection, from.accountId()))
                .asTuple()
                .flatMap(read -> {
                    StoredBalance stored = read.getItem1().getFirst();
                    Examination examination = ReconciliationRules.examine(
                                    stored, from, read.getItem2().get(from.accountId()), config.entries())
                            .without(read.getItem3());
                    return judge(connection, stored, from, examination);
                });
    }

    private Uni<Judged> judge(
            SqlConnection connection, StoredBalance stored, EntryPosition from, Examination examination) {
        if (examination.isClean()) {
            return clear(connection, examination).replaceWith(new Judged(examination, List.of()));
        }
        boolean explained = examination.reached().version() > 0 || stored.backup() == 0;
        return config.correct() && examination.isCorrectable() && explained
                ? correct(connection, examination)
                : quarantine(connection, stored, from, examination).replaceWith(new Judged(examination, List.of()));
    }

    private Uni<Void> clear(SqlConnection connection, Examination examination) {
        List<UUID> ids = List.of(examination.reached().accountId());
        return positions
                .save(connection, List.of(examination.reached()))
                .chain(() -> examination.isFinished()
                        ? reports.resolve(connection, ids, DriftReports.GONE, null)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Judged> correct(SqlConnection connection, Examination examination) {
        EntryPosition right = examination.reached();
        List<UUID> ids = List.of(right.accountId());
        return balances.insert(connection, right.accountId())
                .chain(() -> balances.correct(
                        connection, right.accountId(), right.balance().longValueExact(), right.version(), right.at()))
                .chain(() -> report(connection, examination))
                .chain(() -> reports.resolve(connection, ids, DriftReports.CORRECTED, null))
                .chain(() -> positions.save(connection, List.of(right)))
                .chain(() -> accounts.findAll(connection, ids))
                .map(states -> new Judged(examination, states));
    }

    /**
     * Stops the account; without a balance nothing can be posted to it anyway. The position stays before what is wrong, so
     * that every pass looks at it again.
     */
    private Uni<Void> quarantine(
            SqlConnection connection, StoredBalance stored, EntryPosition from, Examination examination) {
        return report(connection, examination)
                .chain(() -> positions.save(connection, List.of(from)))
                .chain(() -> stored.isMissing()
                        ? Uni.createFrom().voidItem()
                        : balances.setStatus(
                                connection,
                                from.accountId(),
                                AccountStatus.ACTIVE,
                                AccountStatus.QUARANTINED,
                                RECONCILIATION));
    }

    /** Who reads the log is told once, however many passes find the same. */
    private Uni<Void> report(SqlConnection connection, Examination examination) {
        UUID id = examination.reached().accountId();
        return reports.report(connection, id, examination.drifts())
                .invoke(isNew -> {
                    if (isNew) {
                        LOG.errorf(
                                "Account %s does not agree with its entries and holds: %s", id, examination.drifts());
                    }
                })
                .replaceWithVoid();
    }

    private record Judged(Examination examination, List<AccountState> corrected) {}
}
