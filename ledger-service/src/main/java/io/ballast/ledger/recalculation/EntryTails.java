package io.ballast.ledger.recalculation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Sums accounts' entries in PostgreSQL, live and archived ones, from one place of the entries' key on: what lies before a position is not read. */
@ApplicationScoped
public class EntryTails {

    /**
     * An entry's number is its place, and what its account's version was raised by before it (V23); most accounts have no raise
     * ahead, and are asked once. The place to begin at is a column of {@code p} as it stands: a coalesce in its stead counts as
     * leaky, and row-level security would keep it out of the index.
     */
    private static final String READ = """
            select p.account_id, t.entries, t.sum, t.last_at,
                   coalesce((select v.version from version_raises v
                             where v.account_id = p.account_id
                             and v.after_version = coalesce(t.last_version, p.version)), t.last_version) as last_version,
                   t.misnumbered[2]::numeric as misnumbered, (p.version + t.misnumbered[1])::numeric as right_number,
                   t.miscounted[2]::bigint as miscounted, t.miscounted[3] as right_balance,
                   t.miscounted[4] as wrong_balance
            from unnest($1::uuid[], $2::bigint[], $3::text[]::numeric[], $4::text[]::timestamptz[])
                as p (account_id, version, balance, at)
            cross join lateral (
                select exists (select from version_raises v
                               where v.account_id = p.account_id and v.after_version >= p.version) as ahead) r
            cross join lateral (
                select count(*) as entries, coalesce(sum(n.amount), 0) as sum, max(n.version) as last_version,
                       max(n.created_at) as last_at,
                       min(array[n.number, n.version]) filter (where n.version <> p.version + n.number) as misnumbered,
                       min(array[n.number, n.version, p.balance + n.running, n.balance_after])
                           filter (where n.balance_after <> p.balance + n.running) as miscounted
                from (select e.*, sum(e.amount) over entry as running,
                             row_number() over entry
                             + case when r.ahead then
                                   (select coalesce(sum(v.version - v.after_version), 0)::bigint from version_raises v
                                    where v.account_id = p.account_id and v.after_version >= p.version
                                    and v.after_version < e.version)
                               else 0 end as number
                      from (select l.version, l.amount, l.balance_after, l.created_at
                            from entries l
                            where l.account_id = p.account_id
                            and l.created_at >= p.at
                            and (l.created_at, l.version) > (p.at, p.version)
                            order by l.created_at, l.version
                            limit $5) e
                      window entry as (order by e.created_at, e.version rows unbounded preceding)) n) t""";

    private static final String BEFORE_ALL = "-infinity";

    /**
     * What follows each of the positions, by account.
     *
     * @param limit how many entries of an account are read at most, one or more
     */
    public Uni<Map<UUID, EntryTail>> read(SqlConnection connection, Collection<EntryPosition> positions, int limit) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(
                                positions.stream().map(EntryPosition::accountId).toArray(UUID[]::new))
                        .addArrayOfLong(
                                positions.stream().map(EntryPosition::version).toArray(Long[]::new))
                        .addArrayOfString(
                                texts(positions, position -> position.balance().toPlainString()))
                        .addArrayOfString(texts(positions, EntryTails::place))
                        .addInteger(limit))
                .map(EntryTails::tails);
    }

    private static String place(EntryPosition position) {
        return position.at() == null ? BEFORE_ALL : position.at().toString();
    }

    private static String[] texts(Collection<EntryPosition> positions, Function<EntryPosition, String> text) {
        return positions.stream().map(text).toArray(String[]::new);
    }

    private static Map<UUID, EntryTail> tails(RowSet<Row> rows) {
        Map<UUID, EntryTail> tails = HashMap.newHashMap(rows.size());
        rows.forEach(row -> tails.put(row.getUUID("account_id"), tail(row)));
        return tails;
    }

    private static EntryTail tail(Row row) {
        return new EntryTail(
                row.getLong("entries"),
                row.getBigDecimal("sum"),
                row.getLong("last_version"),
                instant(row.getOffsetDateTime("last_at")),
                misnumbered(row),
                miscounted(row));
    }

    private static EntryFault misnumbered(Row row) {
        BigDecimal found = row.getBigDecimal("misnumbered");
        return found == null ? null : new EntryFault(found.longValueExact(), row.getBigDecimal("right_number"), found);
    }

    private static EntryFault miscounted(Row row) {
        Long version = row.getLong("miscounted");
        return version == null
                ? null
                : new EntryFault(version, row.getBigDecimal("right_balance"), row.getBigDecimal("wrong_balance"));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
