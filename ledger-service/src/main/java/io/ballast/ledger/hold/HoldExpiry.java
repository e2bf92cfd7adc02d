package io.ballast.ledger.hold;

import io.ballast.events.background.Backoff;
import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Accounts;
import io.ballast.ledger.tenant.Tenants;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Sets free what expired holds keep back. That they have expired is decided by the clock alone; this only gives the money
 * back, soon after. Several replicas may run it: a tenant is worked on by one at a time, and accounts are locked in the order
 * that everybody locks them in, before the holds.
 */
@ApplicationScoped
class HoldExpiry {

    private static final Logger LOG = Logger.getLogger(HoldExpiry.class);

    private static final String TENANTS = "select tenant from tenants_with_due_holds($1) as tenant";

    private static final String MY_TURN = """
            select pg_try_advisory_xact_lock(
                hashtextextended('expire-holds' || chr(10) || current_setting('ballast.tenant'), 0)) as mine""";

    private static final String DUE = """
            select id, account_id from holds
            where tenant = current_setting('ballast.tenant') and status = 'open'
              and expires_at <= statement_timestamp()
            order by expires_at
            limit $1""";

    /** What was ended between the look and the lock is open no more. */
    private static final String EXPIRE = """
            with ended as (
                update holds set status = 'expired', closed_at = statement_timestamp()
                where tenant = current_setting('ballast.tenant') and id = any($1) and status = 'open'
                  and expires_at <= statement_timestamp()
                returning id, account_id, amount - captured as rest
            ), freed as (
                select account_id, sum(rest)::bigint as rest, count(*)::int as holds, min(id::text)::uuid as one
                from ended group by account_id
            ), released as (
                update balances b
                set held = b.held - f.rest, hold_version = b.hold_version + 1,
                    updated_at = greatest(b.updated_at, statement_timestamp())
                from freed f
                where b.account_id = f.account_id
            )
            select account_id, rest, holds, one from freed""";

    private final Pool pool;
    private final Tenants tenants;
    private final Outbox outbox;
    private final Accounts accounts;
    private final HoldConfig config;
    private final Counter expired;
    private final AtomicLong failures = new AtomicLong();

    HoldExpiry(Pool pool, Tenants tenants, Outbox outbox, Accounts accounts, HoldConfig config, MeterRegistry meters) {
        this.pool = pool;
        this.tenants = tenants;
        this.outbox = outbox;
        this.accounts = accounts;
        this.config = config;
        this.expired = Counter.builder("holds.expired")
                .description("Holds whose time was over and whose money was set free")
                .register(meters);
    }

    @Scheduled(every = "${ballast.hold.expiry-interval:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return due().flatMap(found -> tenants.forEach(found, this::release))
                .invoke(() -> failures.set(0))
                .onFailure()
                .invoke(this::tell)
                .onFailure()
                .recoverWithNull();
    }

    /** The tenants of what is due for longest: nobody waits for ever. */
    private Uni<List<String>> due() {
        return pool.preparedQuery(TENANTS)
                .execute(Tuple.of(config.expiryBatchSize() * config.expiryBatches()))
                .map(HoldExpiry::names);
    }

    private Uni<Void> release(String tenant) {
        return Uni.createFrom()
                .deferred(() -> releaseSome(tenant))
                .repeat()
                .whilst(count -> count == config.expiryBatchSize())
                .select()
                .first(config.expiryBatches())
                .invoke(count -> expired.increment(count))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> releaseSome(String tenant) {
        return outbox.inTransaction(tenant, tx -> isMine(tx.connection()).flatMap(mine -> mine ? expire(tx) : none()));
    }

    private static Uni<Boolean> isMine(SqlConnection connection) {
        return connection
                .preparedQuery(MY_TURN)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("mine"));
    }

    private Uni<Integer> expire(OutboxTransaction tx) {
        return tx.connection()
                .preparedQuery(DUE)
                .execute(Tuple.of(config.expiryBatchSize()))
                .flatMap(rows -> rows.size() == 0 ? none() : expire(tx, rows));
    }

    private Uni<Integer> expire(OutboxTransaction tx, RowSet<Row> due) {
        List<UUID> holds = new ArrayList<>(due.size());
        Set<UUID> payers = new HashSet<>();
        for (Row row : due) {
            holds.add(row.getUUID("id"));
            payers.add(row.getUUID("account_id"));
        }
        return accounts.lock(tx.connection(), payers)
                .chain(() -> tx.connection()
                        .preparedQuery(EXPIRE)
                        .execute(Tuple.tuple().addArrayOfUUID(holds.toArray(UUID[]::new))))
                .map(HoldExpiry::freed)
                .call(freed -> tell(tx, freed))
                .map(freed -> freed.values().stream().mapToInt(Freed::holds).sum());
    }

    /** The owners learn that they can spend it again. */
    private Uni<Void> tell(OutboxTransaction tx, Map<UUID, Freed> freed) {
        return accounts.findAll(tx.connection(), freed.keySet())
                .map(states -> states.stream()
                        .map(state -> event(state, freed.get(state.account().id())))
                        .flatMap(List::stream)
                        .toList())
                .flatMap(tx::publish);
    }

    private static List<BalanceHeld> event(AccountState after, Freed freed) {
        return HoldEvents.of(after, -freed.rest(), HoldEvents.EXPIRED, freed.holds() == 1 ? freed.one() : null);
    }

    private static Map<UUID, Freed> freed(RowSet<Row> rows) {
        Map<UUID, Freed> freed = HashMap.newHashMap(rows.size());
        rows.forEach(row -> freed.put(
                row.getUUID("account_id"),
                new Freed(row.getLong("rest"), row.getInteger("holds"), row.getUUID("one"))));
        return freed;
    }

    private static Uni<Integer> none() {
        return Uni.createFrom().item(0);
    }

    /** PostgreSQL is away, most likely: that is told of once, and ever more rarely. */
    private void tell(Throwable failure) {
        long inARow = failures.incrementAndGet();
        if (Backoff.isWorthTelling(inARow)) {
            LOG.warnf("Expired holds are not set free (%d in a row): %s", inARow, failure.toString());
        }
    }

    private static List<String> names(RowSet<Row> rows) {
        List<String> names = new ArrayList<>(rows.size());
        rows.forEach(row -> names.add(row.getString("tenant")));
        return names;
    }

    /**
     * What an account keeps back no longer.
     *
     * @param rest smallest units
     * @param holds how many have expired, and one of them
     */
    private record Freed(long rest, int holds, UUID one) {}
}
