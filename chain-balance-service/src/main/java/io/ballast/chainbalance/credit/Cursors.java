package io.ballast.chainbalance.credit;

import io.ballast.chainbalance.security.RowSecurity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How far streams have been read. A cursor is held by one replica at a time; whoever dies loses it with its lease, and
 * who was overtaken finds out when it wants to move, in the same transaction.
 */
@ApplicationScoped
public class Cursors {

    private static final String START = """
            insert into chain_cursors (chain, network, stream, height, block_hash, position)
            values ($1, $2, $3, $4, $5, $6)
            on conflict do nothing
            """;

    private static final String HOLD = """
            update chain_cursors set held_by = $4, held_until = now() + make_interval(secs => $5)
             where chain = $1 and network = $2 and stream = $3
               and (held_by is null or held_by = $4 or held_until <= now())
            returning height, block_hash, position, version
            """;

    private static final String FIND = """
            select height, block_hash, position, version
              from chain_cursors where chain = $1 and network = $2 and stream = $3
            """;

    private static final String MOVE = """
            update chain_cursors
               set height = $6, block_hash = $7, position = $8, version = version + 1, moved_at = now(),
                   held_until = now() + make_interval(secs => $5)
             where chain = $1 and network = $2 and stream = $3 and held_by = $4 and version = $9
            returning height, block_hash, position, version
            """;

    private static final String LET_GO = """
            update chain_cursors set held_by = null, held_until = null
             where chain = $1 and network = $2 and stream = $3 and held_by = $4
            """;

    private static final double MILLIS_PER_SECOND = 1000.0;

    private final UUID self = UUID.randomUUID();
    private final RowSecurity rowSecurity;
    private final Branches branches;
    private final CreditConfig config;

    Cursors(RowSecurity rowSecurity, Branches branches, CreditConfig config) {
        this.rowSecurity = rowSecurity;
        this.branches = branches;
        this.config = config;
    }

    /** Where the stream stands, whoever holds it; empty if it was never begun. */
    public Uni<Optional<Cursor>> find(CreditStream stream) {
        return rowSecurity.asRecorder(connection -> connection
                .preparedQuery(FIND)
                .execute(Tuple.of(stream.network().chain(), stream.network().network(), stream.name()))
                .map(rows -> held(stream, rows).map(HeldCursor::cursor)));
    }

    /** Begins a stream at that place, unless it has begun before: what was until then is no income. */
    public Uni<Void> start(CreditStream stream, Cursor cursor) {
        return start(stream, cursor, List.of());
    }

    /** The same for a chain that can take blocks back, with the blocks by which that would be found out. */
    public Uni<Void> start(CreditStream stream, Cursor cursor, List<BlockId> known) {
        return rowSecurity.asRecorder(connection -> start(connection, stream, cursor)
                .chain(begun -> begun
                        ? branches.remember(connection, stream, known)
                        : Uni.createFrom().voidItem()));
    }

    private static Uni<Boolean> start(SqlConnection connection, CreditStream stream, Cursor cursor) {
        return connection
                .preparedQuery(START)
                .execute(Tuple.of(
                        stream.network().chain(),
                        stream.network().network(),
                        stream.name(),
                        cursor.height(),
                        cursor.blockHash().orElse(null),
                        cursor.position().orElse(null)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Takes or keeps the cursor; empty if another replica holds it or the stream was never begun. */
    public Uni<Optional<HeldCursor>> hold(CreditStream stream) {
        return rowSecurity.asRecorder(connection ->
                connection.preparedQuery(HOLD).execute(owned(stream)).map(rows -> held(stream, rows)));
    }

    /** Gives the cursor back, so that another replica need not wait for the end of the lease. */
    public Uni<Void> letGo(CreditStream stream) {
        return rowSecurity.asRecorder(connection -> connection
                .preparedQuery(LET_GO)
                .execute(Tuple.of(stream.network().chain(), stream.network().network(), stream.name(), self))
                .replaceWithVoid());
    }

    /** Moves the cursor within the transaction that records what it passes; empty if it is another's by now. */
    Uni<Optional<HeldCursor>> move(SqlConnection connection, HeldCursor held, Cursor to) {
        Tuple parameters = owned(held.stream())
                .addLong(to.height())
                .addString(to.blockHash().orElse(null))
                .addString(to.position().orElse(null))
                .addLong(held.version());
        return connection.preparedQuery(MOVE).execute(parameters).map(rows -> held(held.stream(), rows));
    }

    private Tuple owned(CreditStream stream) {
        return Tuple.of(
                stream.network().chain(),
                stream.network().network(),
                stream.name(),
                self,
                config.lease().toMillis() / MILLIS_PER_SECOND);
    }

    private static Optional<HeldCursor> held(CreditStream stream, RowSet<Row> rows) {
        if (!rows.iterator().hasNext()) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        Cursor cursor = new Cursor(
                row.getLong("height"),
                Optional.ofNullable(row.getString("block_hash")),
                Optional.ofNullable(row.getString("position")));
        return Optional.of(new HeldCursor(stream, cursor, row.getLong("version")));
    }
}
