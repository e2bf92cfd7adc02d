package io.ballast.chainbalance.history;

import io.ballast.chainbalance.security.RowSecurity;
import io.ballast.chainbalance.wallet.Wallet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads the history of a wallet's balances, from its single changes and its daily summaries alike. */
@ApplicationScoped
class PgHistory {

    /** The latest of one wallet's asset, from its changes or its days; $4: not later than this. */
    private static final String LATEST = """
              (
                (select asset, raw, decimals, version, block_height, block_hash, finality, source, absence, as_of,
                        false as summarized
                   from chain_balance_history h
                  where h.tenant = $1 and h.wallet_id = known.wallet_id and h.asset = known.asset and h.as_of <= $4
                  order by h.as_of desc, h.version desc limit 1)
                union all
                (select asset, raw, decimals, version, block_height, block_hash, finality, source, absence, as_of,
                        true as summarized
                   from chain_balance_days d
                  where d.tenant = $1 and d.wallet_id = known.wallet_id and d.asset = known.asset
                    and d.day <= ($4::timestamptz at time zone 'UTC')::date and d.as_of <= $4
                  order by d.day desc limit 1)
                order by version desc limit 1) as found
            """;

    private static final String AT = """
            select found.*
              from (select wallet_id, asset from chain_balances
                     where tenant = $1 and wallet_id = $2 and ($3::text is null or asset = $3)) as known
              cross join lateral
            """ + LATEST;

    private static final String VALUES_AT =
            "select asset, raw::text as raw, decimals, version, block_height, block_hash,"
                    + " finality, source, absence, as_of, summarized from (" + AT + ") as at order by asset";

    /** With a row for each asset of which nothing was known, whose raw is null. $3: any assets, or null for all. */
    private static final String VALUES_OF_WALLETS_AT = """
            select known.wallet_id, known.asset, found.raw::text as raw, found.decimals, found.version,
                   found.block_height, found.block_hash, found.finality, found.source, found.absence, found.as_of,
                   found.summarized
              from (select wallet_id, asset from chain_balances
                     where tenant = $1 and wallet_id = any($2) and ($3::text is null or asset = $3)) as known
              left join lateral
            """ + LATEST + " on true order by known.wallet_id, known.asset";

    /** $4: before the range. $5: its end, not included. $6: the step, or null for one over all of it. */
    private static final String CHANGES = "with opening as (" + AT + """
            ), seen as (
                select asset, decimals, version, raw, raw as low, raw as high, null::numeric as inflow,
                       null::numeric as outflow, 1::bigint as changes, as_of, false as summarized, false as before
                  from chain_balance_history
                 where tenant = $1 and wallet_id = $2 and ($3::text is null or asset = $3) and as_of > $4 and as_of < $5
                union all
                select asset, decimals, version, raw, low, high, inflow, outflow, changes, as_of, true, false
                  from chain_balance_days
                 where tenant = $1 and wallet_id = $2 and ($3::text is null or asset = $3) and as_of > $4 and as_of < $5
                   and day >= ($4::timestamptz at time zone 'UTC')::date
                union all
                select asset, decimals, version, raw, raw, raw, 0, 0, 0, as_of, summarized, true from opening),
            moved as (
                select *, raw - lag(raw) over (partition by asset order by version) as by from seen)
            select asset,
                   case when $6::text is null then null else date_trunc($6, as_of, 'UTC') end as begin,
                   (array_agg(decimals order by version desc))[1] as decimals,
                   (array_agg(raw order by version desc))[1]::text as closing,
                   max(version) as version,
                   min(low)::text as low,
                   max(high)::text as high,
                   sum(coalesce(inflow, greatest(by, 0), 0))::text as inflow,
                   sum(coalesce(outflow, greatest(-by, 0), 0))::text as outflow,
                   sum(changes)::bigint as changes,
                   bool_or(summarized) as summarized
              from moved where not before
             group by 1, 2
             order by 1, 2
            """;

    private final RowSecurity rowSecurity;

    PgHistory(RowSecurity rowSecurity) {
        this.rowSecurity = rowSecurity;
    }

    /** What was known at the beginning of a range, and what was seen to change within it. */
    record Stretch(List<ValueAt> opening, List<StepChanges> changes) {}

    /** The balances at that time, by asset; without those of which nothing was known by then. */
    Uni<List<ValueAt>> at(Wallet wallet, Optional<String> asset, Instant time) {
        return rowSecurity.read(wallet.tenant(), connection -> at(connection, wallet, asset, time));
    }

    /**
     * What was known of several wallets at a time.
     *
     * @param unknown the assets of which nothing was known by then
     */
    record Moment(Map<UUID, List<ValueAt>> values, Map<UUID, Set<String>> unknown) {}

    /** The same of several wallets, in a transaction of their tenant. */
    Uni<Moment> at(SqlConnection connection, String tenant, List<UUID> wallets, Instant time) {
        return connection
                .preparedQuery(VALUES_OF_WALLETS_AT)
                .execute(Tuple.of(tenant, wallets.toArray(UUID[]::new), null, time.atOffset(ZoneOffset.UTC)))
                .map(PgHistory::moment);
    }

    /** @param step empty for one step over the whole range */
    Uni<Stretch> stretch(Wallet wallet, Optional<String> asset, Instant from, Instant to, Optional<HistoryStep> step) {
        Instant before = from.minusNanos(1000); // the database's microsecond
        return rowSecurity.read(
                wallet.tenant(),
                connection -> at(connection, wallet, asset, before)
                        .chain(opening -> changes(connection, wallet, asset, before, to, step)
                                .map(changes -> new Stretch(opening, changes))));
    }

    private static Uni<List<ValueAt>> at(
            SqlConnection connection, Wallet wallet, Optional<String> asset, Instant time) {
        return connection
                .preparedQuery(VALUES_AT)
                .execute(Tuple.of(wallet.tenant(), wallet.id(), asset.orElse(null), time.atOffset(ZoneOffset.UTC)))
                .map(rows -> list(rows, PgHistory::valueAt));
    }

    private static Uni<List<StepChanges>> changes(
            SqlConnection connection,
            Wallet wallet,
            Optional<String> asset,
            Instant before,
            Instant to,
            Optional<HistoryStep> step) {
        return connection
                .preparedQuery(CHANGES)
                .execute(Tuple.of(
                        wallet.tenant(),
                        wallet.id(),
                        asset.orElse(null),
                        before.atOffset(ZoneOffset.UTC),
                        to.atOffset(ZoneOffset.UTC),
                        step.map(HistoryStep::code).orElse(null)))
                .map(rows -> list(rows, PgHistory::changes));
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> value) {
        return StreamSupport.stream(rows.spliterator(), false).map(value).toList();
    }

    private static Moment moment(RowSet<Row> rows) {
        Map<UUID, List<ValueAt>> values = new HashMap<>();
        Map<UUID, Set<String>> unknown = new HashMap<>();
        rows.forEach(row -> {
            UUID wallet = row.getUUID("wallet_id");
            if (row.getString("raw") == null) {
                unknown.computeIfAbsent(wallet, none -> new HashSet<>()).add(row.getString("asset"));
            } else {
                values.computeIfAbsent(wallet, none -> new ArrayList<>()).add(valueAt(row));
            }
        });
        return new Moment(values, unknown);
    }

    private static ValueAt valueAt(Row row) {
        return new ValueAt(
                row.getString("asset"),
                new BigInteger(row.getString("raw")),
                row.getInteger("decimals"),
                row.getLong("version"),
                row.getLong("block_height"),
                row.getString("block_hash"),
                row.getString("finality"),
                row.getString("source"),
                row.getString("absence"),
                row.getOffsetDateTime("as_of").toInstant(),
                row.getBoolean("summarized"));
    }

    private static StepChanges changes(Row row) {
        return new StepChanges(
                row.getString("asset"),
                row.getInteger("decimals"),
                Optional.ofNullable(row.getOffsetDateTime("begin"))
                        .map(begin -> begin.toInstant())
                        .orElse(null),
                new BigInteger(row.getString("closing")),
                row.getLong("version"),
                new BigInteger(row.getString("low")),
                new BigInteger(row.getString("high")),
                new BigInteger(row.getString("inflow")),
                new BigInteger(row.getString("outflow")),
                row.getLong("changes"),
                row.getBoolean("summarized"));
    }
}
