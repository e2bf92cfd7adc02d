package io.ballast.chainbalance.credit;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.security.RowSecurity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * How far each network is final. What was read at a block of which nobody could be sure becomes as final as its block,
 * without being read again.
 */
@ApplicationScoped
public class Heights {

    private static final String SAVE = """
            insert into chain_heights as h (chain, network, finality, height, hash, seen_at)
            select $1, $2, *, now() from unnest($3::text[], $4::bigint[], $5::text[])
            on conflict (chain, network, finality) do update
                set height = excluded.height, hash = excluded.hash, seen_at = excluded.seen_at
              where excluded.finality = 'latest' or h.height <= excluded.height
            """;

    private static final String STAMP_CREDITS = """
            update chain_credits set finality = 'finalized'
             where chain = $1 and network = $2 and block_height <= $3 and withdrawn_at is null and finality <> 'finalized'
            """;

    private final RowSecurity rowSecurity;

    Heights(RowSecurity rowSecurity) {
        this.rowSecurity = rowSecurity;
    }

    /** Notes how far the network is, and that credits up to there are final. What is final never goes back. */
    public Uni<Void> save(ChainNetwork network, Map<Finality, BlockId> heights) {
        String[] finalities = heights.keySet().stream().map(Finality::code).toArray(String[]::new);
        Long[] numbers = heights.values().stream().map(BlockId::height).toArray(Long[]::new);
        String[] hashes = heights.values().stream().map(BlockId::hash).toArray(String[]::new);
        return rowSecurity.asRecorder(connection -> connection
                .preparedQuery(SAVE)
                .execute(Tuple.of(network.chain(), network.network(), finalities, numbers, hashes))
                .chain(() -> stamp(connection, network, heights.get(Finality.FINALIZED))));
    }

    private static Uni<Void> stamp(SqlConnection connection, ChainNetwork network, BlockId last) {
        if (last == null) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(STAMP_CREDITS)
                .execute(Tuple.of(network.chain(), network.network(), last.height()))
                .replaceWithVoid();
    }
}
