package io.ballast.chainbalance.refresh;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The set-based statements that store outcomes: one for all balances of a batch, one for all allowances. */
final class ObservationWrites {

    private static final String ROWS = """
            with learned as (
                select * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[], $7::bigint[],
                                     $8::bigint[], $9::text[], $10::text[], $11::text[], $12::timestamptz[],
                                     $13::timestamptz[], $14::text[], $15::bool[], $16::text[], $17::text[])
                    as row (wallet_id, asset, spender, raw, decimals, version, block_height, block_hash, finality,
                            source, as_of, checked_at, last_error, changed, absence, earlier))
            """;

    private static final String UPDATE = """
            raw = excluded.raw, decimals = excluded.decimals, version = excluded.version,
            block_height = excluded.block_height, block_hash = excluded.block_hash, finality = excluded.finality,
            source = excluded.source, as_of = excluded.as_of, checked_at = excluded.checked_at,
            last_error = excluded.last_error, absence = excluded.absence, earlier = excluded.earlier
            """;

    static final String SAVE_BALANCES = ROWS + """
            , saved as (
                insert into chain_balances as b (tenant, wallet_id, asset, raw, decimals, version, block_height,
                        block_hash, finality, source, as_of, checked_at, last_error, absence, earlier)
                select $1, wallet_id, asset, raw::numeric, decimals, version, block_height,
                        block_hash, finality, source, as_of, checked_at, last_error, absence, earlier::jsonb
                  from learned
                on conflict (wallet_id, asset) do update set\s""" + UPDATE + """
            )
            insert into chain_balance_history (tenant, wallet_id, asset, version, raw, decimals, block_height,
                    block_hash, finality, source, as_of, absence)
            select $1, wallet_id, asset, version, raw::numeric, decimals, block_height,
                    block_hash, finality, source, as_of, absence
              from learned where changed
            """;

    static final String SAVE_ALLOWANCES = ROWS + """
            insert into allowances (tenant, wallet_id, asset, spender, raw, decimals, version, block_height,
                    block_hash, finality, source, as_of, checked_at, last_error, absence, earlier)
            select $1, wallet_id, asset, spender, raw::numeric, decimals, version, block_height,
                    block_hash, finality, source, as_of, checked_at, last_error, absence, earlier::jsonb
              from learned
            on conflict (wallet_id, asset, spender) do update set\s""" + UPDATE;

    private ObservationWrites() {}

    static Tuple columns(String tenant, List<Outcome> outcomes, EarlierColumn earlier) {
        List<Observation> rows = outcomes.stream().map(Outcome::observation).toList();
        return Tuple.from(List.of(
                tenant,
                column(rows, row -> row.key().walletId(), UUID[]::new),
                column(rows, row -> row.key().asset(), String[]::new),
                column(rows, row -> row.key().spender(), String[]::new),
                column(rows, known(value -> value.raw().toString()), String[]::new),
                column(rows, Observation::decimals, Integer[]::new),
                column(rows, row -> row.known().map(KnownValue::version).orElse(0L), Long[]::new),
                column(rows, known(KnownValue::blockHeight), Long[]::new),
                column(rows, known(KnownValue::blockHash), String[]::new),
                column(rows, known(KnownValue::finality), String[]::new),
                column(rows, known(KnownValue::source), String[]::new),
                column(rows, known(value -> utc(value.asOf())), OffsetDateTime[]::new),
                column(rows, row -> utc(row.checkedAt()), OffsetDateTime[]::new),
                column(rows, row -> row.lastError().orElse(null), String[]::new),
                column(outcomes, Outcome::isChange, Boolean[]::new),
                column(rows, known(KnownValue::absence), String[]::new),
                column(rows, row -> earlier.write(row.earlier()), String[]::new)));
    }

    private static <R, T> T[] column(List<R> rows, Function<R, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    private static <T> Function<Observation, T> known(Function<KnownValue, T> field) {
        return row -> Optional.of(row).flatMap(Observation::known).map(field).orElse(null);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
