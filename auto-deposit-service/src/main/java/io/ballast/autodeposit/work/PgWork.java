package io.ballast.autodeposit.work;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Which wallets are to be looked at, shared by all replicas. A claim that was not given back ends with its lease; time is the
 * database's alone, so replicas' clocks do not matter.
 */
@ApplicationScoped
public class PgWork {

    private static final String WAKE = """
            insert into deposit_work (wallet_id, tenant, network, account, due_at, wakes)
            select id, tenant, network, public_key, clock_timestamp(), 1 from stellar_wallets where id = $1
            on conflict (wallet_id) do update
               set wakes = deposit_work.wakes + 1, due_at = least(deposit_work.due_at, excluded.due_at)
            """;

    /** In the order of ids, as all that wake several. */
    private static final String WAKE_TENANT = """
            with theirs as (
                select wallet_id from deposit_work where tenant = current_setting('ballast.tenant')
                 order by wallet_id for no key update)
            update deposit_work woken
               set wakes = woken.wakes + 1, due_at = least(woken.due_at, clock_timestamp())
              from theirs
             where woken.wallet_id = theirs.wallet_id
            """;

    /** A chunk in the order of ids: also those that are being worked on, which would else go to rest by what held before. */
    private static final String WAKE_SOME = """
            with chunk as (
                select wallet_id from deposit_work where wallet_id > $1 order by wallet_id limit $2 for no key update),
            woken as (
                update deposit_work woken
                   set wakes = woken.wakes + 1, due_at = least(woken.due_at, clock_timestamp())
                  from chunk
                 where woken.wallet_id = chunk.wallet_id
                returning woken.wallet_id)
            select wallet_id from woken order by wallet_id desc limit 1
            """;

    private static final int CHUNK = 2_000;

    private static final UUID FIRST = new UUID(0, 0);

    private static final String HASTEN = """
            update deposit_work
               set wakes = wakes + 1, due_at = least(due_at, clock_timestamp()), hastened = true
             where network = $1 and account = $2
            """;

    private static final String TAKE = "insert into webhook_deliveries (id) values ($1) on conflict do nothing";

    private static final String FORGET = """
            delete from webhook_deliveries
             where id in (select id from webhook_deliveries
                           where received_at < clock_timestamp() - interval '1 day' limit 100)
            """;

    private static final String ACT_AS_WORKER = "select set_config('ballast.actor', 'worker', true)";

    /** A common table expression, and no subselect: that one the planner may run again for every row of the update. */
    private static final String CLAIM = """
            with due as (
                select wallet_id, hastened
                  from deposit_work
                 where due_at <= clock_timestamp()
                   and (claimed_until is null or claimed_until <= clock_timestamp())
                 order by due_at
                 limit $1
                   for update skip locked)
            update deposit_work claimed
               set claimed_until = clock_timestamp() + make_interval(secs => $2::bigint / 1000.0), claim = gen_random_uuid(),
                   hastened = false
              from due
             where claimed.wallet_id = due.wallet_id
            returning claimed.wallet_id, claimed.tenant, claimed.claim, claimed.wakes, due.hastened
            """;

    /** What was woken meanwhile is due at once. Without a time it rests until it is woken. */
    private static final String RELEASE = """
            update deposit_work
               set claim = null, claimed_until = null,
                   due_at = case when wakes <> $3 then clock_timestamp()
                                 when $4::bigint is null then 'infinity'::timestamptz
                                 else clock_timestamp() + make_interval(secs => $4::bigint / 1000.0) end
             where wallet_id = $1 and claim = $2
            """;

    private static final String PLAN_AFTER = "select plan_after from deposit_work where wallet_id = $1";

    /** Each failure in a row doubles the pause, from a minute to an hour. */
    private static final String FAILED = """
            update deposit_work
               set failures = failures + 1,
                   plan_after = clock_timestamp() + least(interval '1 hour', $2::bigint * interval '1 millisecond' * 2 ^ least(failures, 20))
             where wallet_id = $1
            """;

    private static final String SUCCEEDED =
            "update deposit_work set failures = 0, plan_after = null where wallet_id = $1";

    private final Pool pool;

    PgWork(Pool pool) {
        this.pool = pool;
    }

    /** Has the wallet looked at soon; part of the transaction that gave the reason. */
    public Uni<Void> wake(SqlConnection connection, UUID walletId) {
        return connection.preparedQuery(WAKE).execute(Tuple.of(walletId)).replaceWithVoid();
    }

    /** Has all wallets of the transaction's tenant looked at soon. */
    public Uni<Void> wakeTenant(SqlConnection connection) {
        return connection.preparedQuery(WAKE_TENANT).execute().replaceWithVoid();
    }

    /** Has all wallets of all tenants looked at soon: in several transactions, none of which keeps others waiting for long. */
    public Uni<Void> wakeAll() {
        return wakeAfter(FIRST);
    }

    private Uni<Void> wakeAfter(UUID last) {
        return pool.withTransaction(connection -> connection
                        .preparedQuery(ACT_AS_WORKER)
                        .execute()
                        .chain(() -> connection.preparedQuery(WAKE_SOME).execute(Tuple.of(last, CHUNK)))
                        .map(rows -> rows.stream()
                                .map(row -> row.getUUID("wallet_id"))
                                .findFirst()))
                .chain(next -> next.map(this::wakeAfter)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /**
     * Has the chain asked about the wallets of an account soon, because of a webhook.
     *
     * @param delivery the webhook's id: a second time it does nothing
     * @return false if it had been taken before
     */
    public Uni<Boolean> hasten(String delivery, String network, String account) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(ACT_AS_WORKER)
                .execute()
                .chain(() -> connection.preparedQuery(FORGET).execute())
                .chain(() -> connection.preparedQuery(TAKE).execute(Tuple.of(delivery)))
                .map(rows -> rows.rowCount() == 1)
                .call(isNew -> isNew
                        ? connection.preparedQuery(HASTEN).execute(Tuple.of(network, account))
                        : Uni.createFrom().nullItem()));
    }

    /** Claims wallets that are due, for as long as the lease. */
    public Uni<List<Claim>> claim(int most, Duration lease) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(ACT_AS_WORKER)
                .execute()
                .chain(() -> connection.preparedQuery(CLAIM).execute(Tuple.of(most, lease.toMillis())))
                .map(rows -> rows.stream().map(PgWork::claim).toList()));
    }

    /**
     * Gives the claim back.
     *
     * @param pause until the wallet is due again, or empty to rest until it is woken
     */
    public Uni<Void> release(Claim claim, Optional<Duration> pause) {
        Tuple values = Tuple.of(
                claim.walletId(),
                claim.id(),
                claim.wakes(),
                pause.map(Duration::toMillis).orElse(null));
        return pool.withTransaction(connection -> connection
                .preparedQuery(ACT_AS_WORKER)
                .execute()
                .chain(() -> connection.preparedQuery(RELEASE).execute(values))
                .replaceWithVoid());
    }

    /** How long no new deposit of the wallet is to be decided, after failures; empty where that is over. */
    public Uni<Optional<Instant>> planAfter(SqlConnection connection, UUID walletId) {
        return connection
                .preparedQuery(PLAN_AFTER)
                .execute(Tuple.of(walletId))
                .map(rows -> rows.stream()
                        .map(row -> row.getOffsetDateTime("plan_after"))
                        .filter(Objects::nonNull)
                        .map(OffsetDateTime::toInstant)
                        .findFirst());
    }

    /** @param first the pause after the first failure */
    public Uni<Void> failed(SqlConnection connection, UUID walletId, Duration first) {
        return connection
                .preparedQuery(FAILED)
                .execute(Tuple.of(walletId, first.toMillis()))
                .replaceWithVoid();
    }

    public Uni<Void> succeeded(SqlConnection connection, UUID walletId) {
        return connection.preparedQuery(SUCCEEDED).execute(Tuple.of(walletId)).replaceWithVoid();
    }

    private static Claim claim(Row row) {
        return new Claim(
                row.getUUID("wallet_id"),
                row.getString("tenant"),
                row.getUUID("claim"),
                row.getLong("wakes"),
                row.getBoolean("hastened"));
    }
}
