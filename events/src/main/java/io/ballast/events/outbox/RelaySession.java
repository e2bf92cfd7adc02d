package io.ballast.events.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgNotification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The relay's own database connection, kept out of the pool for as long as the relay runs. The lock, the notifications
 * and every statement of the relay live on it, so a relay whose connection is gone can neither lead nor mark anything.
 */
final class RelaySession {

    static final String RELEASED = "released";

    private static final Logger LOG = Logger.getLogger(RelaySession.class);

    /** "outbox" in ASCII; advisory locks are per database. */
    private static final long LOCK = 0x6f7574626f78L;

    /**
     * Marking need not be durable at once: after a crash of PostgreSQL an event is sent twice, which the inbox bears. A
     * replica whose machine vanished must lose the lock soon, so its TCP connection is probed. Statistics of a table that
     * is mostly empty mislead the planner when it is not: it shall read the index.
     */
    private static final String PREPARE = """
            LISTEN ballast_outbox;
            SET synchronous_commit = off;
            SET tcp_keepalives_idle = 5;
            SET tcp_keepalives_interval = 2;
            SET tcp_keepalives_count = 3;
            SET enable_seqscan = off;
            SET enable_bitmapscan = off""";

    private static final String RELEASE = """
            SELECT pg_advisory_unlock_all();
            NOTIFY ballast_outbox, 'released';
            UNLISTEN *;
            RESET ALL""";

    /** Rows that hold as many events, and what is left of the last of them; always the first row. */
    private static final String UNPUBLISHED = """
            SELECT id, tenant, topic, time, event_ids, keys, types, subjects, traceparents, data
            FROM (SELECT *, sum(size) OVER (ORDER BY id) - size AS before
                  FROM outbox WHERE id > $1 ORDER BY id LIMIT $2) AS next
            WHERE before < $2
            ORDER BY id""";

    /** Transactions that have written to the outbox, or are about to, and have not ended. */
    private static final String WRITERS = """
            SELECT coalesce(array_agg(DISTINCT virtualtransaction), '{}') FROM pg_locks
            WHERE relation = 'outbox'::regclass AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""";

    private static final String ANY_STILL_WRITES =
            "SELECT EXISTS (SELECT FROM pg_locks WHERE virtualtransaction = ANY ($1))";

    private static final String OLDEST = "SELECT min(id) FROM outbox WHERE id > $1 AND id <= $2";

    private final PgConnection connection;
    private final Duration timeout;
    private final Executor context;

    private RelaySession(SqlConnection connection, Duration timeout, Executor context) {
        this.connection = PgConnection.cast(connection);
        this.timeout = timeout;
        this.context = context;
    }

    /**
     * Takes a connection for good.
     *
     * @param context where all results and both callbacks arrive
     */
    static Uni<RelaySession> open(Pool pool, Duration timeout, Executor context) {
        return pool.getConnection()
                .map(connection -> new RelaySession(connection, timeout, context))
                .emitOn(context);
    }

    void onNotification(Consumer<String> handler) {
        connection.notificationHandler(
                (PgNotification notification) -> context.execute(() -> handler.accept(notification.getPayload())));
    }

    void onLoss(Runnable handler) {
        connection.closeHandler(() -> context.execute(handler));
        connection.exceptionHandler(failure -> LOG.debugf("The relay's connection: %s", failure.toString()));
    }

    Uni<Void> prepare() {
        return bounded(connection.query(PREPARE).execute()).replaceWithVoid();
    }

    Uni<Boolean> tryToLead() {
        return bounded(connection
                        .preparedQuery("SELECT pg_try_advisory_lock($1)")
                        .execute(Tuple.of(LOCK)))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /**
     * The oldest rows that are not published.
     *
     * @param limit how many events are enough
     * @param behind an id that is done with ({@link RelayFloor}); not just one that was seen: transactions commit out of
     *     the order of ids
     */
    Uni<List<OutboxRow>> unpublished(long behind, int limit, String source) {
        return bounded(connection.preparedQuery(UNPUBLISHED).execute(Tuple.of(behind, limit)))
                .map(rows -> rows(rows, source));
    }

    Uni<Void> mark(List<Long> published) {
        if (published.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple ids = Tuple.tuple().addArrayOfLong(published.toArray(Long[]::new));
        return bounded(connection
                        .preparedQuery("DELETE FROM outbox WHERE id = ANY ($1)")
                        .execute(ids))
                .replaceWithVoid();
    }

    /** The transactions that may hold an id of the outbox and not have committed it, by their virtual ids. */
    Uni<String[]> writers() {
        return bounded(connection.query(WRITERS).execute())
                .map(rows -> rows.iterator().next().getArrayOfStrings(0));
    }

    Uni<Boolean> anyStillWrites(String[] transactions) {
        Tuple of = Tuple.tuple().addArrayOfString(transactions);
        return bounded(connection.preparedQuery(ANY_STILL_WRITES).execute(of))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** The oldest unpublished id behind the first and up to the second, if there is one. */
    Uni<Optional<Long>> oldestUpTo(long behind, long last) {
        return bounded(connection.preparedQuery(OLDEST).execute(Tuple.of(behind, last)))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getLong(0)));
    }

    Uni<Void> wakeLeader() {
        return bounded(connection.query("NOTIFY ballast_outbox").execute()).replaceWithVoid();
    }

    /**
     * Gives lock and connection back. A connection that does not answer goes back to the pool when it does, or never: the
     * server ends it then, and the lock with it.
     */
    Uni<Void> release() {
        connection.closeHandler(() -> {});
        connection.notificationHandler(ignored -> {});
        return connection.query(RELEASE).execute().call(connection::close).replaceWithVoid();
    }

    private <T> Uni<T> bounded(Uni<T> statement) {
        return statement.ifNoItem().after(timeout).fail().emitOn(context);
    }

    private static List<OutboxRow> rows(RowSet<Row> rows, String source) {
        return rows.stream().map(row -> OutboxRow.of(row, source)).toList();
    }
}
