package io.ballast.ledger.recalculation;

import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.account.StoredBalance;
import io.ballast.ledger.account.StoredBalances;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Sets balances right by their entries, and what is kept back by the open holds. All but the newest entries are summed before the accounts are locked, so that
 * postings wait only as long as it takes to read what came in meanwhile, however long an account's history is.
 */
@ApplicationScoped
public class RecalculatingAccounts {

    private static final Logger LOG = Logger.getLogger(RecalculatingAccounts.class);

    private final Accounts accounts;
    private final StoredBalances balances;
    private final EntryBeginnings beginnings;
    private final EntrySums sums;

    RecalculatingAccounts(Accounts accounts, StoredBalances balances, EntryBeginnings beginnings, EntrySums sums) {
        this.accounts = accounts;
        this.balances = balances;
        this.beginnings = beginnings;
        this.sums = sums;
    }

    /**
     * Corrects those of the accounts that need it, and keeps all of them locked until the transaction ends.
     *
     * @return one an account that exists, in order of id; those without a balance are not corrected
     */
    public Uni<List<Recalculation>> recalculate(SqlConnection connection, Collection<UUID> ids) {
        return compare(connection, ids).call(found -> correct(connection, found));
    }

    /** Locks the accounts until the transaction ends, and compares what is stored with their entries. */
    public Uni<List<Recalculation>> compare(SqlConnection connection, Collection<UUID> ids) {
        return beginnings
                .of(connection, Set.copyOf(ids))
                .flatMap(positions -> sums.from(connection, positions))
                .call(() -> accounts.lock(connection, ids))
                .flatMap(reached -> sums.from(connection, reached))
                .flatMap(entries -> balances.read(connection, ids).map(stored -> recalculations(stored, entries)));
    }

    private static List<Recalculation> recalculations(List<StoredBalance> stored, List<EntryPosition> entries) {
        Map<UUID, EntryPosition> byAccount = HashMap.newHashMap(entries.size());
        entries.forEach(position -> byAccount.put(position.accountId(), position));
        List<Recalculation> recalculations = new ArrayList<>(stored.size());
        for (StoredBalance balance : stored) {
            recalculations.add(
                    new Recalculation(balance, byAccount.get(balance.account().id())));
        }
        return recalculations;
    }

    private Uni<Void> correct(SqlConnection connection, List<Recalculation> recalculations) {
        List<Recalculation> needed = recalculations.stream()
                .filter(one -> !one.before().isMissing() && one.isNeeded())
                .toList();
        return Multi.createFrom()
                .iterable(needed)
                .onItem()
                .transformToUniAndConcatenate(one -> correct(connection, one))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Sets what is stored of an account whose lock is held to what its entries come to. */
    public Uni<Void> correct(SqlConnection connection, Recalculation recalculation) {
        StoredBalance before = recalculation.before();
        LOG.warnf(
                "Account %s is corrected from balance %d, version %d, backup %d, held %d to balance %d, version %d, held %d",
                before.account().id(),
                before.balance(),
                before.version(),
                before.backup(),
                before.held(),
                recalculation.balance(),
                recalculation.version(),
                before.openHolds());
        return balances.correct(
                connection,
                before.account().id(),
                recalculation.balance(),
                recalculation.version(),
                recalculation.entries().at());
    }
}
