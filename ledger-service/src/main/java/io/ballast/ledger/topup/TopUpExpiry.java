package io.ballast.ledger.topup;

import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.tenant.Tenants;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionRows;
import io.ballast.ledger.transaction.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Ends the top-ups that nobody has decided in time, by the database's clock. A top-up that is being decided at the moment is
 * passed over: it is decided, or it expires next time. Any number of replicas may do this at once.
 */
@ApplicationScoped
class TopUpExpiry {

    private static final Logger LOG = Logger.getLogger(TopUpExpiry.class);

    private static final String TENANTS = "select tenants_with_expired_topups() as tenant";

    private static final String EXPIRE = """
            update transactions
            set status = 'failed', reason = '%s', completed_at = clock_timestamp(),
                xid = ledger_xid(pg_current_xact_id())
            where tenant = current_setting('ballast.tenant') and status = 'pending' and id = any (array(
                select id
                from transactions
                where tenant = current_setting('ballast.tenant') and status = 'pending' and type = 'topup'
                  and expires_at <= statement_timestamp()
                order by expires_at
                limit $1
                for update skip locked))
            returning\s""".formatted(TopUpRules.EXPIRED) + TransactionRows.COLUMNS;

    private final Pool pool;
    private final Tenants tenants;
    private final Outbox outbox;
    private final Transactions transactions;
    private final TopUpConfig config;
    private final Counter expired;

    TopUpExpiry(
            Pool pool,
            Tenants tenants,
            Outbox outbox,
            Transactions transactions,
            TopUpConfig config,
            MeterRegistry meters) {
        this.pool = pool;
        this.tenants = tenants;
        this.outbox = outbox;
        this.transactions = transactions;
        this.config = config;
        this.expired = Counter.builder("topups.expired")
                .description("Top-ups that nobody has decided in time")
                .register(meters);
    }

    /** One batch of each tenant that has expired ones; what is left waits for the next turn. */
    @Scheduled(every = "{ballast.topup.expiry-interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return pool.query(TENANTS)
                .execute()
                .map(TopUpExpiry::names)
                .flatMap(names -> tenants.forEach(names, this::expire))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("No top-up could expire; the next turn tries again: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> expire(String tenant) {
        return outbox.inTransaction(tenant, this::expire)
                .invoke(count -> tell(tenant, count))
                .replaceWithVoid();
    }

    private Uni<Integer> expire(OutboxTransaction tx) {
        return tx.connection()
                .preparedQuery(EXPIRE)
                .execute(Tuple.of(config.expiryBatch()))
                .flatMap(rows -> transactions.read(tx.connection(), rows))
                .call(topUps -> publish(tx, topUps))
                .map(List::size);
    }

    private static Uni<Void> publish(OutboxTransaction tx, List<Transaction> topUps) {
        return topUps.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.publish(topUps.stream().map(TopUpEvents::failed).toList());
    }

    private void tell(String tenant, int count) {
        if (count > 0) {
            expired.increment(count);
            LOG.infof("%d top-ups of %s have expired", count, tenant);
        }
    }

    private static List<String> names(RowSet<Row> rows) {
        List<String> names = new ArrayList<>(rows.size());
        rows.forEach(row -> names.add(row.getString("tenant")));
        return names;
    }
}
