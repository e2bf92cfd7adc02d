package io.ballast.ledger.recovery;

import io.ballast.events.EventData;
import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.tenant.Tenants;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Tells owners what their accounts hold since the ledger was restored to an earlier moment: what was told after that moment is no
 * longer so. Each account whose version was raised ({@code raise_versions_after_restore}, V23) is told of by one
 * {@code balance_updated} under the raised version, without a transaction, and by one {@code balance_held}: holds may have been
 * lost as well, and nobody knows which. Any number of replicas may do this at once.
 */
@ApplicationScoped
class TellingAfterRestore {

    private static final Logger LOG = Logger.getLogger(TellingAfterRestore.class);

    private static final String TENANTS = "select tenants_to_tell_after_restore() as tenant";

    /** What another replica is telling of is passed over. */
    private static final String TAKE = """
            update version_raises r
            set told_at = clock_timestamp()
            from (select account_id, after_version
                  from version_raises
                  where tenant = current_setting('ballast.tenant') and told_at is null
                  order by account_id
                  limit $1
                  for update skip locked) u
            where r.tenant = current_setting('ballast.tenant') and r.account_id = u.account_id
              and r.after_version = u.after_version
            returning r.account_id""";

    /** The reason of a {@code balance_held} that nobody's hold has caused. */
    private static final String RESTORED = "restored";

    private final Pool pool;
    private final Tenants tenants;
    private final Outbox outbox;
    private final Accounts accounts;
    private final RecoveryConfig config;

    TellingAfterRestore(Pool pool, Tenants tenants, Outbox outbox, Accounts accounts, RecoveryConfig config) {
        this.pool = pool;
        this.tenants = tenants;
        this.outbox = outbox;
        this.accounts = accounts;
        this.config = config;
    }

    /** Does nothing, and asks one small question, as long as no restore has raised versions. */
    @Scheduled(every = "{ballast.recovery.interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return pool.query(TENANTS)
                .execute()
                .map(TellingAfterRestore::names)
                .flatMap(names -> tenants.forEach(names, this::tellAll))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "Owners could not be told what the restored ledger holds; the next turn tries again: %s",
                        failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> tellAll(String tenant) {
        return Multi.createBy()
                .repeating()
                .uni(() -> outbox.inTransaction(tenant, this::tell))
                .whilst(told -> told == config.accounts())
                .collect()
                .with(Collectors.summingInt(Integer::intValue))
                .invoke(told -> LOG.infof("Owners of %d accounts of %s were told what they hold", told, tenant))
                .replaceWithVoid();
    }

    private Uni<Integer> tell(OutboxTransaction tx) {
        return tx.connection()
                .preparedQuery(TAKE)
                .execute(Tuple.of(config.accounts()))
                .map(TellingAfterRestore::ids)
                .call(ids -> accounts.lockAndRead(tx.connection(), ids).call(states -> tx.publish(events(states))))
                .map(List::size);
    }

    /** Nobody listens to the system's accounts, as with postings. */
    private static List<EventData> events(List<AccountState> states) {
        return states.stream()
                .filter(state -> !state.account().isSystem())
                .flatMap(state -> Stream.of(updated(state), held(state)))
                .toList();
    }

    private static EventData held(AccountState state) {
        Account account = state.account();
        return new BalanceHeld(
                account.owner().id(),
                account.owner().type().wireName(),
                account.id(),
                account.asset().code(),
                state.version(),
                state.holdVersion(),
                state.decimalBalance(),
                state.decimalHeld(),
                state.decimalAvailable(),
                account.asset().toDecimal(0),
                RESTORED,
                null,
                state.asOf());
    }

    private static EventData updated(AccountState state) {
        Account account = state.account();
        return new BalanceUpdated(
                account.owner().id(),
                account.owner().type().wireName(),
                account.id(),
                account.asset().code(),
                state.version(),
                state.decimalBalance(),
                null,
                null,
                null,
                null,
                state.asOf());
    }

    private static List<UUID> ids(RowSet<Row> rows) {
        List<UUID> ids = new ArrayList<>(rows.size());
        rows.forEach(row -> ids.add(row.getUUID("account_id")));
        return ids;
    }

    private static List<String> names(RowSet<Row> rows) {
        List<String> names = new ArrayList<>(rows.size());
        rows.forEach(row -> names.add(row.getString("tenant")));
        return names;
    }
}
