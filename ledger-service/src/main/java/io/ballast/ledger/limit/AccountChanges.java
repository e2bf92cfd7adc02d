package io.ballast.ledger.limit;

import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.Limits;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Changes accounts, and keeps what was changed: both in the connection's transaction, which holds the account's lock. */
@ApplicationScoped
class AccountChanges {

    private static final String UPDATE = """
            update accounts set floor = $2, ceiling = $3, status = $4 where id = $1""";

    private static final String RECORD = """
            insert into account_changes (tenant, account_id, changed_at, changed_by, what, from_value, to_value)
            select current_setting('ballast.tenant'), $1, $2, $3, c.what, c.from_value, c.to_value
            from unnest($4::text[], $5::text[], $6::text[]) with ordinality as c (what, from_value, to_value, position)
            order by c.position""";

    private static final String NEWEST_FIRST = """
            select id, changed_at, changed_by, what, from_value, to_value
            from account_changes
            where account_id = $1 and id < $2 and tenant = current_setting('ballast.tenant')
            order by id desc limit $3""";

    Uni<Void> update(SqlConnection connection, UUID accountId, Limits limits, AccountStatus status) {
        return connection
                .preparedQuery(UPDATE)
                .execute(Tuple.of(accountId, limits.floor(), limits.ceiling(), status.wireName()))
                .replaceWithVoid();
    }

    Uni<Void> record(SqlConnection connection, UUID accountId, Instant at, String by, List<Difference> differences) {
        return connection
                .preparedQuery(RECORD)
                .execute(Tuple.of(accountId, at.atOffset(ZoneOffset.UTC), by)
                        .addArrayOfString(column(differences, Difference::what))
                        .addArrayOfString(column(differences, Difference::from))
                        .addArrayOfString(column(differences, Difference::to)))
                .replaceWithVoid();
    }

    /**
     * @param before the id of a change; those that came earlier are listed
     * @param limit how many at most
     */
    Uni<List<AccountChange>> list(SqlConnection connection, UUID accountId, long before, int limit) {
        return connection
                .preparedQuery(NEWEST_FIRST)
                .execute(Tuple.of(accountId, before, limit))
                .map(AccountChanges::changes);
    }

    private static String[] column(List<Difference> differences, Function<Difference, String> value) {
        return differences.stream().map(value).toArray(String[]::new);
    }

    private static List<AccountChange> changes(RowSet<Row> rows) {
        List<AccountChange> changes = new ArrayList<>(rows.size());
        rows.forEach(row -> changes.add(new AccountChange(
                row.getLong("id"),
                row.getString("changed_by"),
                row.getOffsetDateTime("changed_at").toInstant(),
                row.getString("what"),
                row.getString("from_value"),
                row.getString("to_value"))));
        return changes;
    }
}
