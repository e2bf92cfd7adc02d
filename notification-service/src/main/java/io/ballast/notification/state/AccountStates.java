package io.ballast.notification.state;

import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The last known state of every user's accounts in PostgreSQL. Holds when Redis is empty. */
@ApplicationScoped
public class AccountStates {

    private static final String SET_TENANT = "select set_config('ballast.tenant', $1, true)";

    private static final String SAVE = """
            with saved as (
                insert into account_states as known (tenant, user_id, account_id, asset, version, balance, updated_at)
                values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (tenant, user_id, account_id) do update
                set asset = excluded.asset, version = excluded.version, balance = excluded.balance,
                    updated_at = excluded.updated_at
                where known.version < excluded.version
                returning version)
            select coalesce(
                (select version from saved),
                (select version from account_states where tenant = $1 and user_id = $2 and account_id = $3)) as version
            """;

    private static final String OF_USER = """
            select account_id, asset, version, balance, updated_at
            from account_states
            where tenant = $1 and user_id = $2
            order by known_since, account_id
            limit $3
            """;

    private final Pool pool;
    private final StateConfig config;

    AccountStates(Pool pool, StateConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /**
     * Keeps the state if it is newer than what is known.
     *
     * @return the newest known version of the account, this one included
     */
    public Uni<Long> save(User user, AccountState state) {
        Tuple values = Tuple.from(List.of(
                user.tenant(),
                user.id(),
                state.accountId(),
                state.asset(),
                state.version(),
                state.balance(),
                state.updatedAt().atOffset(ZoneOffset.UTC)));
        return inTenant(user, connection -> connection.preparedQuery(SAVE).execute(values))
                .map(rows -> rows.iterator().next().getLong("version"));
    }

    /** The user's accounts, first known first, at most the configured number; none if nobody has told of the user yet. */
    public Uni<List<AccountState>> of(User user) {
        Tuple values = Tuple.of(user.tenant(), user.id(), config.maxAccountsPerUser());
        return inTenant(user, connection -> connection.preparedQuery(OF_USER).execute(values))
                .map(AccountStates::states);
    }

    /** Every statement runs in a transaction that names its tenant: row-level security shows no other tenant's rows. */
    private Uni<RowSet<Row>> inTenant(User user, Function<SqlConnection, Uni<RowSet<Row>>> statement) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(SET_TENANT)
                .execute(Tuple.of(user.tenant()))
                .chain(() -> statement.apply(connection)));
    }

    private static List<AccountState> states(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(AccountStates::state)
                .toList();
    }

    private static AccountState state(Row row) {
        return new AccountState(
                row.getUUID("account_id"),
                row.getString("asset"),
                row.getLong("version"),
                row.getBigDecimal("balance"),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
