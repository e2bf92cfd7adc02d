package io.ballast.ledger.receipt;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads what is sealed of a tenant's completed transactions, in the order of sealing. */
@ApplicationScoped
class PgSealable {

    /**
     * Entries are read once for each account and moment, however many transactions of the block met there: a hot account
     * costs no more than a cold one. A transaction without entries is read all the same.
     */
    private static final String SELECT = """
            with due as materialized (
                select tenant, id, xid, type, asset, account_id, counterparty_account_id, completed_at
                from transactions
                where tenant = current_setting('ballast.tenant') and status = 'success'
                and xid between $1 and $3 and (xid, id) > ($1, $2) and (xid, id) <= ($3, $4)
                order by xid, id
                limit $5
            ), places as materialized (
                select account_id, completed_at from due
                union
                select counterparty_account_id, completed_at from due
            ), found as (
                select e.*
                from places p
                cross join lateral (select account_id, version, transaction_id, amount, balance_after
                                    from entries
                                    where account_id = p.account_id and created_at = p.completed_at
                                    offset 0) e
            )
            select d.tenant, d.id, d.xid, d.type, d.asset, a.scale, d.completed_at,
                   e.account_id, e.version, e.amount, e.balance_after
            from due d
            join assets a on a.tenant = d.tenant and a.code = d.asset
            left join found e on e.transaction_id = d.id
            order by d.xid, d.id""";

    /**
     * The planner can not know how many transactions are due, and takes them for a few. Looking through all entries for each
     * of thousands takes a processor for seconds; it shall hash them, for the rest of the transaction.
     */
    private static final String NO_NESTED_LOOP = "select set_config('enable_nestloop', 'off', true)";

    /** The transactions after the one position and up to the other, as many of them as the limit allows. */
    Uni<List<PlacedTransaction>> between(SqlConnection connection, Position after, Position last, int limit) {
        return Uni.combine()
                .all()
                .unis(
                        connection.query(NO_NESTED_LOOP).execute(),
                        connection
                                .preparedQuery(SELECT)
                                .execute(Tuple.of(after.xid(), after.id(), last.xid(), last.id(), limit)))
                .with((set, found) -> transactions(found));
    }

    private static List<PlacedTransaction> transactions(RowSet<Row> rows) {
        List<PlacedTransaction> transactions = new ArrayList<>();
        List<SealedEntry> entries = new ArrayList<>();
        Row current = null;
        for (Row row : rows) {
            if (current != null && !id(current).equals(id(row))) {
                transactions.add(transaction(current, entries));
                entries.clear();
            }
            current = row;
            if (row.getUUID("account_id") != null) {
                entries.add(entry(row));
            }
        }
        if (current != null) {
            transactions.add(transaction(current, entries));
        }
        return transactions;
    }

    private static UUID id(Row row) {
        return row.getUUID("id");
    }

    private static PlacedTransaction transaction(Row row, List<SealedEntry> entries) {
        return new PlacedTransaction(
                new Position(row.getLong("xid"), id(row)),
                new SealedTransaction(
                        row.getString("tenant"),
                        id(row),
                        row.getString("type"),
                        row.getString("asset"),
                        row.getShort("scale"),
                        row.getOffsetDateTime("completed_at").toInstant(),
                        entries));
    }

    private static SealedEntry entry(Row row) {
        return new SealedEntry(
                row.getUUID("account_id"), row.getLong("version"), row.getLong("amount"), row.getLong("balance_after"));
    }
}
