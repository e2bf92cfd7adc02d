package io.ballast.chainbalance.credit;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.security.RowSecurity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** Which blocks streams have gone along, and what chains took back of them. */
@ApplicationScoped
public class Branches {

    private static final String REMEMBERED = """
            select height, hash from chain_blocks
             where chain = $1 and network = $2 and stream = $3
             order by height
            """;

    private static final String FORGET = """
            delete from chain_blocks
             where chain = $1 and network = $2 and stream = $3
               and (height > $4 or height < $5 and height <> 0)
            """;

    private static final String REMEMBER = """
            insert into chain_blocks (chain, network, stream, height, hash)
            select $1, $2, $3, * from unnest($4::bigint[], $5::text[])
            on conflict do nothing
            """;

    private static final String REORGANISED = """
            insert into chain_reorgs (chain, network, last_valid, old_height, old_hash, new_height, new_hash, found_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    /** Wallets that were read at blocks that are no more are due; in the order of ids, as everybody who locks several. */
    private static final String MAKE_DUE = """
            with concerned as (
                select wallet_id from wallet_refreshes
                 where chain = $1 and network = $2 and (read_height > $3 or moved_height > $3)
                 order by wallet_id
                   for no key update)
            update wallet_refreshes refresh
               set due_at = least(refresh.due_at, now()), moved_height = least(refresh.moved_height, $4)
              from concerned
             where refresh.wallet_id = concerned.wallet_id
            """;

    /** What had been called final of a branch that is no more was not. */
    private static final String NOT_FINAL = """
            delete from chain_heights
             where chain = $1 and network = $2 and height > $3 and finality <> 'latest'
            """;

    private static final String SINCE = """
            select last_valid, found_at from chain_reorgs
             where chain = $1 and network = $2
             order by found_at desc
             limit 1000
            """;

    /** Deeper than any chain has gone back since it mattered, and few enough to look through. */
    public static final int DEPTH = 4096;

    private final RowSecurity rowSecurity;

    Branches(RowSecurity rowSecurity) {
        this.rowSecurity = rowSecurity;
    }

    /** The blocks that the stream has gone along and that are still remembered, the lowest first. */
    public Uni<List<BlockId>> remembered(CreditStream stream) {
        return rowSecurity.asRecorder(connection -> connection
                .preparedQuery(REMEMBERED)
                .execute(Tuple.of(stream.network().chain(), stream.network().network(), stream.name()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new BlockId(row.getLong("height"), row.getString("hash")))
                        .toList()));
    }

    /** What the network took back lately, for whoever has read something before that. */
    public Uni<List<Reorg>> reorgs(SqlConnection connection, ChainNetwork network) {
        return connection
                .preparedQuery(SINCE)
                .execute(Tuple.of(network.chain(), network.network()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Reorg(
                                row.getLong("last_valid"),
                                row.getOffsetDateTime("found_at").toInstant()))
                        .toList());
    }

    /** Remembers blocks at which a stream begins. */
    Uni<Void> remember(SqlConnection connection, CreditStream stream, List<BlockId> blocks) {
        return connection
                .preparedQuery(REMEMBER)
                .execute(Tuple.of(
                        stream.network().chain(),
                        stream.network().network(),
                        stream.name(),
                        blocks.stream().map(BlockId::height).toArray(Long[]::new),
                        blocks.stream().map(BlockId::hash).toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Goes along the span within the transaction that records it. */
    Uni<Void> follow(SqlConnection connection, HeldCursor before, Span span) {
        if (span.blocks().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long lastValid = span.takenBack().orElse(before.cursor().height());
        Tuple kept = Tuple.of(
                before.stream().network().chain(),
                before.stream().network().network(),
                before.stream().name(),
                lastValid,
                span.end().height() - DEPTH);
        return connection
                .preparedQuery(FORGET)
                .execute(kept)
                .chain(() -> remember(connection, before.stream(), span.blocks()))
                .chain(() -> reorganised(connection, before, span));
    }

    private static Uni<Void> reorganised(SqlConnection connection, HeldCursor before, Span span) {
        if (span.takenBack().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        ChainNetwork network = before.stream().network();
        long lastValid = span.takenBack().getAsLong();
        Tuple reorg = Tuple.from(List.of(
                network.chain(),
                network.network(),
                lastValid,
                before.cursor().height(),
                before.cursor().blockHash().orElse(""),
                span.end().height(),
                span.end().blockHash().orElse(""),
                Instant.now().atOffset(ZoneOffset.UTC)));
        return connection
                .preparedQuery(REORGANISED)
                .execute(reorg)
                .chain(() -> connection
                        .preparedQuery(NOT_FINAL)
                        .execute(Tuple.of(network.chain(), network.network(), lastValid)))
                .chain(() -> connection
                        .preparedQuery(MAKE_DUE)
                        .execute(Tuple.of(
                                network.chain(),
                                network.network(),
                                lastValid,
                                span.end().height())))
                .replaceWithVoid();
    }
}
