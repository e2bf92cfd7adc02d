package io.ballast.chainbalance.refresh;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the chains last said, in PostgreSQL. Every method works on a connection whose transaction is the tenant's. */
@ApplicationScoped
public class PgObservations {

    /** In the order of ids, so that two replicas with overlapping batches wait for each other instead of deadlocking. */
    private static final String LOCK_WALLETS =
            "select id from wallets where tenant = $1 and id = any($2) order by id for no key update";

    private static final String LOAD = """
            select wallet_id, asset, '' as spender, raw::text as raw, decimals, version, block_height, block_hash,
                   finality, source, as_of, checked_at, last_error, absence, earlier::text as earlier
              from chain_balances where tenant = $1 and wallet_id = any($2)
            union all
            select wallet_id, asset, spender, raw::text, decimals, version, block_height, block_hash,
                   finality, source, as_of, checked_at, last_error, absence, earlier::text
              from allowances where tenant = $1 and wallet_id = any($2)
            """;

    private final EarlierColumn earlier;

    PgObservations(ObjectMapper mapper) {
        this.earlier = new EarlierColumn(mapper);
    }

    /**
     * Keeps everybody else from storing values of the wallets until the transaction ends.
     *
     * @return those of the wallets that still exist
     */
    Uni<Set<UUID>> lock(SqlConnection connection, String tenant, Collection<UUID> wallets) {
        return connection
                .preparedQuery(LOCK_WALLETS)
                .execute(Tuple.of(tenant, wallets.toArray(UUID[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .collect(Collectors.toSet()));
    }

    /** What is stored of the wallets, without entries for what was never read. */
    public Uni<Map<ReadKey, Observation>> load(SqlConnection connection, String tenant, Collection<UUID> wallets) {
        return connection
                .preparedQuery(LOAD)
                .execute(Tuple.of(tenant, wallets.toArray(UUID[]::new)))
                .map(this::observations);
    }

    /** Writes what has been learned, and each changed balance into the history. */
    Uni<Void> save(SqlConnection connection, String tenant, List<Outcome> outcomes) {
        List<Outcome> balances = outcomes.stream()
                .filter(outcome -> outcome.observation().key().isBalance())
                .toList();
        List<Outcome> allowances = outcomes.stream()
                .filter(outcome -> !outcome.observation().key().isBalance())
                .toList();
        return connection
                .preparedQuery(ObservationWrites.SAVE_BALANCES)
                .execute(ObservationWrites.columns(tenant, balances, earlier))
                .chain(() -> connection
                        .preparedQuery(ObservationWrites.SAVE_ALLOWANCES)
                        .execute(ObservationWrites.columns(tenant, allowances, earlier)))
                .replaceWithVoid();
    }

    private Map<ReadKey, Observation> observations(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(this::ofRow)
                .collect(Collectors.toMap(Observation::key, Function.identity()));
    }

    /** A row with all columns of a value. */
    public Observation ofRow(Row row) {
        return new Observation(
                new ReadKey(row.getUUID("wallet_id"), row.getString("asset"), row.getString("spender")),
                row.getInteger("decimals"),
                Optional.ofNullable(row.getString("raw")).map(raw -> known(row, raw)),
                instant(row, "checked_at"),
                Optional.ofNullable(row.getString("last_error")),
                earlier.read(row.getString("earlier")));
    }

    private static KnownValue known(Row row, String raw) {
        return new KnownValue(
                new BigInteger(raw),
                row.getLong("version"),
                row.getLong("block_height"),
                row.getString("block_hash"),
                row.getString("finality"),
                row.getString("source"),
                instant(row, "as_of"),
                row.getString("absence"));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
