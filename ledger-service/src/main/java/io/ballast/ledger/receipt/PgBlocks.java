package io.ballast.ledger.receipt;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A tenant's chain of blocks, on a connection whose transaction names the tenant. */
@ApplicationScoped
class PgBlocks {

    private static final String HEADER = "b.tenant, b.number, b.previous_hash, b.root, b.count, b.sealed_at, b.hash";

    /** What is complete is asked before what is there: the later statement sees all that the earlier calls complete. */
    private static final String HEAD = """
            select c.tenant, c.salt_key, c.sealed_xid, c.sealed_id,
                   ledger_xid(pg_snapshot_xmin(pg_current_snapshot())) as complete_below,
                   coalesce(b.number, 0) as number, b.hash,
                   greatest(statement_timestamp(), b.sealed_at) as now
            from block_chains c
            left join lateral (select number, hash, sealed_at from ledger_blocks
                               where tenant = c.tenant order by number desc limit 1) b on true
            where c.tenant = current_setting('ballast.tenant')""";

    /** The key of the salts: random enough for one. */
    private static final String BEGIN = """
            insert into block_chains (tenant, salt_key)
            values (current_setting('ballast.tenant'),
                    sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())))""";

    private static final String INSERT = """
            insert into ledger_blocks (tenant, number, previous_hash, root, count, sealed_at, hash, last_xid, last_id,
                                       leaves)
            values (current_setting('ballast.tenant'), $1, $2, $3, $4, $5, $6, $7, $8, $9)""";

    private static final String ADVANCE = """
            update block_chains set sealed_xid = $1, sealed_id = $2
            where tenant = current_setting('ballast.tenant')""";

    private static final String LIFT = "select lift_ledger_xids() as lifted";

    private static final String LATEST = "select " + HEADER + """
             from ledger_blocks b
            where b.tenant = current_setting('ballast.tenant') order by b.number desc limit 1""";

    private static final String RANGE = "select " + HEADER + """
             from ledger_blocks b
            where b.tenant = current_setting('ballast.tenant') and b.number between $1 and $2 order by b.number""";

    /** A transaction lies in the first block that reaches to its position. */
    private static final String OF_TRANSACTION = "select c.salt_key, b.leaves, " + HEADER + """
             from transactions t
            join block_chains c on c.tenant = t.tenant
            join lateral (select * from ledger_blocks
                          where tenant = t.tenant and (last_xid, last_id) >= (t.xid, t.id)
                          order by last_xid, last_id limit 1) b on true
            where t.tenant = current_setting('ballast.tenant') and t.id = $1""";

    /** How far the tenant's chain has come; begins it if there is none. */
    Uni<ChainHead> head(SqlConnection connection) {
        return find(connection)
                .flatMap(found -> found.isPresent() ? Uni.createFrom().item(found) : begin(connection))
                .map(Optional::orElseThrow);
    }

    private static Uni<Optional<ChainHead>> begin(SqlConnection connection) {
        return connection.query(BEGIN).execute().chain(() -> find(connection));
    }

    private static Uni<Optional<ChainHead>> find(SqlConnection connection) {
        return connection.query(HEAD).execute().map(PgBlocks::head);
    }

    /** Appends the block, which reaches to that position. */
    Uni<Void> append(SqlConnection connection, SealedBlock sealed, Position last) {
        Block block = sealed.block();
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addLong(block.number())
                        .addBuffer(buffer(block.previousHash().bytes()))
                        .addBuffer(buffer(block.root().bytes()))
                        .addInteger(block.count())
                        .addOffsetDateTime(block.sealedAt().atOffset(ZoneOffset.UTC))
                        .addBuffer(buffer(block.hash().bytes()))
                        .addLong(last.xid())
                        .addUUID(last.id())
                        .addBuffer(buffer(joined(sealed.leaves()))))
                .replaceWithVoid();
    }

    /** Records that everything up to the position is sealed. */
    Uni<Void> advance(SqlConnection connection, Position sealed) {
        return connection
                .preparedQuery(ADVANCE)
                .execute(Tuple.of(sealed.xid(), sealed.id()))
                .replaceWithVoid();
    }

    /**
     * Numbers what is completed from now on after all that is sealed, if the database has begun to count anew; whether it did.
     * Waits for those who complete something, and they for this.
     */
    Uni<Boolean> lift(SqlConnection connection) {
        return connection
                .query(LIFT)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("lifted"));
    }

    Uni<Optional<Block>> latest(SqlConnection connection) {
        return connection
                .query(LATEST)
                .execute()
                .map(rows -> blocks(rows).stream().findFirst());
    }

    /** Those of the blocks from number to number that exist, in order. */
    Uni<List<Block>> range(SqlConnection connection, long from, long to) {
        return connection.preparedQuery(RANGE).execute(Tuple.of(from, to)).map(PgBlocks::blocks);
    }

    /** The block that the transaction is sealed in, and the key of its salts; empty if it is not sealed. */
    Uni<Optional<KeyedBlock>> ofTransaction(SqlConnection connection, UUID id) {
        return connection.preparedQuery(OF_TRANSACTION).execute(Tuple.of(id)).map(PgBlocks::keyed);
    }

    static Block block(Row row) {
        return new Block(
                row.getString("tenant"),
                row.getLong("number"),
                hash(row, "previous_hash"),
                hash(row, "root"),
                row.getInteger("count"),
                row.getOffsetDateTime("sealed_at").toInstant(),
                hash(row, "hash"));
    }

    static SaltKey saltKey(Row row) {
        return new SaltKey(bytes(row, "salt_key"));
    }

    /** The hashes of a block's leaves. */
    static List<Hash> leaves(Row row) {
        byte[] joined = bytes(row, "leaves");
        List<Hash> leaves = new ArrayList<>(joined.length / Hash.LENGTH);
        ByteBuffer buffer = ByteBuffer.wrap(joined);
        while (buffer.hasRemaining()) {
            byte[] leaf = new byte[Hash.LENGTH];
            buffer.get(leaf);
            leaves.add(Hash.of(leaf));
        }
        return leaves;
    }

    static Hash hash(Row row, String column) {
        return Hash.of(bytes(row, column));
    }

    private static Optional<ChainHead> head(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new ChainHead(
                    row.getString("tenant"),
                    saltKey(row),
                    new Position(row.getLong("sealed_xid"), row.getUUID("sealed_id")),
                    row.getLong("complete_below"),
                    row.getLong("number"),
                    row.getLong("number") == 0 ? Hash.NONE : hash(row, "hash"),
                    row.getOffsetDateTime("now").toInstant()));
        }
        return Optional.empty();
    }

    private static Optional<KeyedBlock> keyed(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new KeyedBlock(new SealedBlock(block(row), leaves(row)), saltKey(row)));
        }
        return Optional.empty();
    }

    private static List<Block> blocks(RowSet<Row> rows) {
        List<Block> blocks = new ArrayList<>(rows.size());
        rows.forEach(row -> blocks.add(block(row)));
        return blocks;
    }

    private static byte[] bytes(Row row, String column) {
        return row.getBuffer(column).getBytes();
    }

    private static byte[] joined(List<Hash> leaves) {
        ByteBuffer buffer = ByteBuffer.allocate(leaves.size() * Hash.LENGTH);
        leaves.forEach(leaf -> leaf.writeTo(buffer));
        return buffer.array();
    }

    private static Buffer buffer(byte[] bytes) {
        return Buffer.buffer(bytes);
    }
}
