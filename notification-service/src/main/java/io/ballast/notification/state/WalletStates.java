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

/** The last known balances on chain in PostgreSQL, beside {@link AccountStates} and like them. */
@ApplicationScoped
public class WalletStates {

    private static final String SAVE =
            "select save_wallet_state($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as version";
    private static final String OF_USER = "select * from wallet_states_of($1, $2, $3)";

    private final Pool pool;
    private final StateConfig config;

    WalletStates(Pool pool, StateConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /**
     * Keeps the state if it is newer than what is known.
     *
     * @return the newest known version of the wallet's asset, this one included
     */
    public Uni<Long> save(User user, WalletState state) {
        Tuple values = Tuple.from(List.of(
                user.tenant(),
                user.id(),
                state.walletId(),
                state.asset(),
                state.chain(),
                state.network(),
                state.address(),
                state.role(),
                state.version(),
                state.balance(),
                state.timestamp().atOffset(ZoneOffset.UTC)));
        return query(SAVE, values).map(rows -> rows.iterator().next().getLong("version"));
    }

    /** What is known of the user's wallets, first known first, at most the configured number. */
    public Uni<List<WalletState>> of(User user) {
        Tuple values = Tuple.of(user.tenant(), user.id(), config.maxWalletsPerUser());
        return query(OF_USER, values).map(WalletStates::states);
    }

    private Uni<RowSet<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .ifNoItem()
                .after(config.statementTimeout())
                .failWith(() -> new TimeoutException("PostgreSQL did not answer"));
    }

    private static List<WalletState> states(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(WalletStates::state)
                .toList();
    }

    private static WalletState state(Row row) {
        return new WalletState(
                row.getUUID("wallet_id"),
                row.getString("asset"),
                row.getString("chain"),
                row.getString("network"),
                row.getString("address"),
                row.getString("role"),
                row.getLong("version"),
                row.getBigDecimal("balance"),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
