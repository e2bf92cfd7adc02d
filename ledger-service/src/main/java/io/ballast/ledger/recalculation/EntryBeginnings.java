package io.ballast.ledger.recalculation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where the entries of accounts begin in the database: before the first, or after those that lie in exported files only. What
 * an account held there is known by the checkpoint that was verified when the month was archived.
 */
@ApplicationScoped
public class EntryBeginnings {

    private static final String EXPORTED = """
            select distinct on (c.account_id) c.account_id, c.version, c.balance, c.at
            from balance_checkpoints c
            where c.tenant = current_setting('ballast.tenant') and c.account_id = any($1)
            and c.at <= (select (max(a.month) + interval '1 month')::timestamp at time zone 'UTC' from archives a
                         where a.tenant = current_setting('ballast.tenant')
                         and a.state in ('dropping', 'dropped', 'restoring'))
            order by c.account_id, c.at desc""";

    /** One position an account, in the order of the ids. */
    public Uni<List<EntryPosition>> of(SqlConnection connection, Collection<UUID> ids) {
        return connection
                .preparedQuery(EXPORTED)
                .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
                .map(EntryBeginnings::byAccount)
                .map(known -> ids.stream()
                        .map(id -> known.getOrDefault(id, EntryPosition.beginning(id)))
                        .toList());
    }

    /** The position of one account. */
    public Uni<EntryPosition> of(SqlConnection connection, UUID id) {
        return of(connection, List.of(id)).map(List::getFirst);
    }

    private static Map<UUID, EntryPosition> byAccount(RowSet<Row> rows) {
        Map<UUID, EntryPosition> positions = HashMap.newHashMap(rows.size());
        rows.forEach(row -> positions.put(row.getUUID("account_id"), position(row)));
        return positions;
    }

    private static EntryPosition position(Row row) {
        return new EntryPosition(
                row.getUUID("account_id"),
                row.getLong("version"),
                BigDecimal.valueOf(row.getLong("balance")),
                row.getOffsetDateTime("at").toInstant());
    }
}
