package io.ballast.notification.state;

import io.ballast.notification.user.User;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;

/**
 * The last known state of every user's accounts in PostgreSQL. Holds when Redis is empty. The functions it calls
 * (db/migration) name the tenant first, so that row-level security shows no other tenant's rows.
 */
@ApplicationScoped
public class AccountStates {

    private static final String SAVE = "select save_account_state($1, $2, $3, $4, $5, $6, $7) as version";
    private static final String OF_USER = "select * from account_states_of($1, $2, $3)";

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
        return query(SAVE, values).map(rows -> rows.iterator().next().getLong("version"));
    }

    /** The user's accounts, first known first, at most the configured number; none if nobody has told of the user yet. */
    public Uni<List<AccountState>> of(User user) {
        Tuple values = Tuple.of(user.tenant(), user.id(), config.maxAccountsPerUser());
        return query(OF_USER, values).map(AccountStates::states);
    }

    /** A server that is gone without a word must hold up neither Kafka's events nor a session for long. */
    private Uni<RowSet<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .ifNoItem()
                .after(config.statementTimeout())
                .failWith(() -> new TimeoutException("PostgreSQL did not answer"));
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
