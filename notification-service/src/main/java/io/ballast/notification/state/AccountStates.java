package io.ballast.notification.state;

import io.ballast.notification.user.User;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The last known state of every user's accounts in PostgreSQL. Holds when Redis is empty. The functions it calls
 * (db/migration) name the tenant first, so that row-level security shows no other tenant's rows.
 */
@ApplicationScoped
public class AccountStates {

    private static final String SAVE = "select * from save_account_states($1, $2, $3, $4, $5, $6, $7)";
    private static final String OF_USER = "select * from account_states_of($1, $2, $3)";

    private final Pool pool;
    private final StateConfig config;

    AccountStates(Pool pool, StateConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** A state and whose it is. */
    public record Owned(User user, AccountState state) {}

    /**
     * Keeps the states that are newer than what is known; of one account the newest.
     *
     * @return the version of each account that was known before, 0 if none
     */
    public Uni<Map<UUID, Long>> save(List<Owned> states) {
        Map<String, Map<UUID, Owned>> newest = new HashMap<>();
        states.forEach(owned -> newest.computeIfAbsent(owned.user().tenant(), tenant -> new LinkedHashMap<>())
                .merge(owned.state().accountId(), owned, AccountStates::newer));
        return Multi.createFrom()
                .iterable(newest.entrySet())
                .onItem()
                .transformToUniAndConcatenate(tenant ->
                        save(tenant.getKey(), List.copyOf(tenant.getValue().values())))
                .collect()
                .in(HashMap::new, Map::putAll);
    }

    private Uni<Map<UUID, Long>> save(String tenant, List<Owned> states) {
        Tuple values = Tuple.tuple()
                .addString(tenant)
                .addArrayOfString(texts(states, owned -> owned.user().id()))
                .addArrayOfUUID(
                        states.stream().map(owned -> owned.state().accountId()).toArray(UUID[]::new))
                .addArrayOfString(texts(states, owned -> owned.state().asset()))
                .addArrayOfLong(
                        states.stream().map(owned -> owned.state().version()).toArray(Long[]::new))
                .addArrayOfString(texts(states, owned -> owned.state().balance().toPlainString()))
                .addArrayOfOffsetDateTime(states.stream()
                        .map(owned -> owned.state().updatedAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
        return query(SAVE, values).map(rows -> known(states, rows));
    }

    private static Map<UUID, Long> known(List<Owned> states, RowSet<Row> rows) {
        Map<UUID, Long> known = new HashMap<>();
        for (Row row : rows) {
            Owned owned = states.get(row.getLong("turn").intValue() - 1);
            known.put(owned.state().accountId(), row.getLong("known"));
        }
        return known;
    }

    private static Owned newer(Owned one, Owned other) {
        return one.state().version() >= other.state().version() ? one : other;
    }

    private static String[] texts(List<Owned> states, Function<Owned, String> text) {
        return states.stream().map(text).toArray(String[]::new);
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
