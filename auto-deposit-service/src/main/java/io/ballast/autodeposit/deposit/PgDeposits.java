package io.ballast.autodeposit.deposit;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The tables of deposits, their allocations and states. Every method works on a connection whose transaction says for whom it acts. */
@ApplicationScoped
public class PgDeposits {

    private static final String SELECT = """
            select id, tenant, user_id, wallet_id, account, network, vault, amount, previous_balance, current_balance, snapshot_id,
                   state, reason, simulation, shares, attempts::text as attempts, tries, transaction_hash, ledger, version,
                   created_at, updated_at, submitted_at, ended_at
              from deposits
            """;

    private static final String ACTIVE =
            SELECT + " where wallet_id = $1 and state not in ('confirmed', 'failed', 'dry_run')";

    private static final String BY_ID = SELECT + " where id = $1";

    private static final String UNKNOWN = """
            select hash from unnest($2::text[]) as hash
             where not exists (select 1 from deposits
                                where wallet_id = $1
                                  and (transaction_hash = hash
                                       or attempts @> jsonb_build_array(jsonb_build_object('hash', hash))))
            """;

    private static final String PAGE = SELECT + """
             where user_id = $1 and created_at >= $2 and created_at < $3 and (created_at, id) < ($4, $5)
               and ($6::text is null or state = $6)
             order by created_at desc, id desc
             limit $7
            """;

    private static final String INSERT = """
            insert into deposits
                (id, tenant, user_id, wallet_id, account, network, vault, amount, previous_balance, current_balance, snapshot_id,
                 dry_run, state, attempts, tries, version, ended_at)
            values ($1, current_setting('ballast.tenant'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
                    case when $11 then 'dry_run' else 'planned' end, '[]', 0, 1, case when $11 then clock_timestamp() end)
            """;

    private static final String ALLOCATE = """
            insert into deposit_allocations (deposit_id, credit_id, tenant, user_id, consumed)
            values ($1, $2, current_setting('ballast.tenant'), $3, $4)
            """;

    private static final String SAVE = """
            update deposits
               set state = $3, reason = $4, simulation = $5, shares = $6, attempts = $7::text::jsonb, tries = $8,
                   transaction_hash = $9, ledger = $10, version = version + 1, updated_at = clock_timestamp(),
                   submitted_at = case when $3 = 'submitted' then coalesce(submitted_at, clock_timestamp())
                                       else submitted_at end,
                   ended_at = case when $11 then clock_timestamp() end
             where id = $1 and version = $2
            """;

    private static final String TELL = """
            insert into deposit_transitions (deposit_id, version, tenant, user_id, state, reason, attempt, transaction_hash,
                                             changed_by)
            values ($1, $2, current_setting('ballast.tenant'), $3, $4, $5, $6, $7, $8)
            """;

    /** What a deposit had taken of credits goes back to them, once. */
    private static final String RELEASE = """
            with released as (
                update deposit_allocations set released = true
                 where deposit_id = $1 and not released
                returning credit_id, consumed)
            update credits set allocated = allocated - released.consumed
              from released
             where credits.id = released.credit_id
            """;

    private static final String RECENT = """
            select coalesce(sum(amount) filter (where created_at > now() - interval '24 hours'), 0) as last_day,
                   min(created_at) filter (where created_at > now() - interval '24 hours') as first_of_day,
                   max(created_at) as last_at, max(ledger) filter (where state = 'confirmed') as last_ledger,
                   clock_timestamp() as now
              from deposits
             where wallet_id = $1 and state <> 'failed' and dry_run = $2
               and created_at > now() - interval '31 days'
            """;

    private static final String DAYS = """
            select (created_at at time zone 'UTC')::date as day, count(*) as deposits,
                   count(*) filter (where state = 'confirmed') as confirmed,
                   count(*) filter (where state = 'failed') as failed,
                   count(*) filter (where state = 'held') as held,
                   coalesce(sum(amount) filter (where state = 'confirmed'), 0::numeric(20, 7)) as amount,
                   round(count(*) filter (where state = 'confirmed')::numeric
                         / nullif(count(*) filter (where state in ('confirmed', 'failed')), 0), 4) as success_rate,
                   percentile_disc(0.5) within group (order by took) filter (where state = 'confirmed') as median,
                   percentile_disc(0.99) within group (order by took) filter (where state = 'confirmed') as p99
              from (select created_at, state, amount,
                           (extract(epoch from ended_at - created_at) * 1000)::bigint as took
                      from deposits
                     where user_id = $1 and created_at >= $2 and created_at < $3 and not dry_run) d
             group by 1
             order by 1 desc
             limit 366
            """;

    /** The wallet's deposit that is under way or held. */
    public Uni<Optional<Deposit>> active(SqlConnection connection, UUID walletId) {
        return connection.preparedQuery(ACTIVE).execute(Tuple.of(walletId)).map(PgDeposits::first);
    }

    public Uni<Optional<Deposit>> find(SqlConnection connection, UUID id) {
        return connection.preparedQuery(BY_ID).execute(Tuple.of(id)).map(PgDeposits::first);
    }

    /** Those of the transactions that none of the wallet's deposits tried. */
    public Uni<Set<String>> unknown(SqlConnection connection, UUID walletId, List<String> hashes) {
        return connection
                .preparedQuery(UNKNOWN)
                .execute(Tuple.of(walletId, hashes.toArray(String[]::new)))
                .map(rows -> rows.stream().map(row -> row.getString("hash")).collect(Collectors.toSet()));
    }

    Uni<List<Deposit>> page(SqlConnection connection, DepositFilter filter) {
        Tuple values = Tuple.tuple()
                .addString(filter.userId())
                .addOffsetDateTime(filter.from())
                .addOffsetDateTime(filter.to())
                .addOffsetDateTime(filter.before())
                .addUUID(filter.beforeId())
                .addString(filter.state())
                .addInteger(filter.limit() + 1);
        return connection
                .preparedQuery(PAGE)
                .execute(values)
                .map(rows -> rows.stream().map(PgDeposits::deposit).toList());
    }

    /** The user's deposits by days, newest first; at most 366 days. */
    Uni<List<DepositDay>> days(SqlConnection connection, DepositFilter filter) {
        return connection
                .preparedQuery(DAYS)
                .execute(Tuple.of(filter.userId(), filter.from(), filter.to()))
                .map(rows -> rows.stream().map(PgDeposits::day).toList());
    }

    private static DepositDay day(Row row) {
        return new DepositDay(
                row.getLocalDate("day"),
                row.getLong("deposits"),
                row.getLong("confirmed"),
                row.getLong("failed"),
                row.getLong("held"),
                row.getBigDecimal("amount"),
                row.getBigDecimal("success_rate"),
                row.getLong("median"),
                row.getLong("p99"));
    }

    /**
     * What was deposited lately.
     *
     * @param lastLedger the newest one that contains a deposit
     */
    public record Recent(
            UsdcAmount lastDay,
            Optional<Instant> firstOfDay,
            Optional<Instant> lastAt,
            OptionalLong lastLedger,
            Instant now) {}

    /** @param dryRun whether deposits that were only decided are counted, or the real ones */
    public Uni<Recent> recent(SqlConnection connection, UUID walletId, boolean dryRun) {
        return connection
                .preparedQuery(RECENT)
                .execute(Tuple.of(walletId, dryRun))
                .map(rows -> recent(rows.iterator().next()));
    }

    /** Writes a new deposit with what it takes of credits; the table refuses a second one under way. */
    public Uni<Void> insert(
            SqlConnection connection, Order order, UUID snapshotId, boolean dryRun, List<Plan.Allocation> allocations) {
        Tuple values = Tuple.tuple()
                .addUUID(order.id())
                .addString(order.userId())
                .addUUID(order.walletId())
                .addString(order.account())
                .addString(order.network())
                .addString(order.vault())
                .addBigDecimal(order.amount().value())
                .addBigDecimal(order.previousBalance().value())
                .addBigDecimal(order.currentBalance().value())
                .addUUID(snapshotId)
                .addBoolean(dryRun);
        List<Tuple> rows = allocations.stream()
                .map(each -> Tuple.of(
                        order.id(),
                        each.creditId(),
                        order.userId(),
                        each.consumed().value()))
                .toList();
        Progress begun = dryRun ? Progress.BEGINNING.to(DepositState.DRY_RUN) : Progress.BEGINNING;
        return connection
                .preparedQuery(INSERT)
                .execute(values)
                .chain(() -> connection.preparedQuery(ALLOCATE).executeBatch(rows))
                .chain(() -> tell(connection, order, 1, begun, null));
    }

    /** Writes how far the deposit has come; false if somebody else wrote since it was read, and nothing changed. */
    public Uni<Boolean> save(SqlConnection connection, Deposit read, Progress next) {
        return save(connection, read, next, null);
    }

    /** @param changedBy the operator who decided, or null where the service did */
    public Uni<Boolean> save(SqlConnection connection, Deposit read, Progress next, String changedBy) {
        Tuple values = Tuple.tuple()
                .addUUID(read.order().id())
                .addLong(read.version())
                .addString(next.state().wireName())
                .addString(next.reason())
                .addString(next.simulation())
                .addBigDecimal(next.shares() == null ? null : new BigDecimal(next.shares()))
                .addString(AttemptJson.write(next.attempts()))
                .addInteger(next.tries())
                .addString(next.transactionHash())
                .addLong(next.ledger())
                .addBoolean(next.state().isFinal());
        return connection
                .preparedQuery(SAVE)
                .execute(values)
                .map(rows -> rows.rowCount() == 1)
                .call(saved -> saved && isNews(read.progress(), next)
                        ? tell(connection, read.order(), read.version() + 1, next, changedBy)
                        : Uni.createFrom().voidItem());
    }

    /** Gives back to the credits what the deposit had taken. */
    public Uni<Void> release(SqlConnection connection, UUID depositId) {
        return connection.preparedQuery(RELEASE).execute(Tuple.of(depositId)).replaceWithVoid();
    }

    private static boolean isNews(Progress before, Progress next) {
        return before.state() != next.state()
                || before.attempts().size() != next.attempts().size();
    }

    private static Uni<Void> tell(
            SqlConnection connection, Order order, long version, Progress progress, String changedBy) {
        Tuple values = Tuple.tuple()
                .addUUID(order.id())
                .addLong(version)
                .addString(order.userId())
                .addString(progress.state().wireName())
                .addString(progress.reason())
                .addInteger(progress.attempts().size())
                .addString(progress.transactionHash())
                .addString(changedBy);
        return connection.preparedQuery(TELL).execute(values).replaceWithVoid();
    }

    private static Optional<Deposit> first(RowSet<Row> rows) {
        return rows.stream().findFirst().map(PgDeposits::deposit);
    }

    private static Recent recent(Row row) {
        return new Recent(
                new UsdcAmount(row.getBigDecimal("last_day")),
                Optional.ofNullable(instant(row, "first_of_day")),
                Optional.ofNullable(instant(row, "last_at")),
                ledger(row),
                instant(row, "now"));
    }

    private static OptionalLong ledger(Row row) {
        Long ledger = row.getLong("last_ledger");
        return ledger == null ? OptionalLong.empty() : OptionalLong.of(ledger);
    }

    private static Deposit deposit(Row row) {
        return new Deposit(
                order(row),
                progress(row),
                row.getUUID("snapshot_id"),
                row.getLong("version"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instant(row, "submitted_at"),
                instant(row, "ended_at"));
    }

    private static Order order(Row row) {
        return new Order(
                row.getUUID("id"),
                row.getString("tenant"),
                row.getUUID("wallet_id"),
                row.getString("user_id"),
                row.getString("account"),
                row.getString("network"),
                row.getString("vault"),
                new UsdcAmount(row.getBigDecimal("amount")),
                new UsdcAmount(row.getBigDecimal("previous_balance")),
                new UsdcAmount(row.getBigDecimal("current_balance")));
    }

    private static Progress progress(Row row) {
        BigDecimal shares = row.getBigDecimal("shares");
        return new Progress(
                DepositState.ofWireName(row.getString("state")),
                row.getString("reason"),
                row.getString("simulation"),
                shares == null ? null : shares.toBigIntegerExact(),
                AttemptJson.read(row.getString("attempts")),
                row.getInteger("tries"),
                row.getString("transaction_hash"),
                row.getLong("ledger"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
