package io.ballast.chainbalance.finality;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.credit.Branches;
import io.ballast.chainbalance.credit.CreditStream;
import io.ballast.chainbalance.credit.Reorg;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Reads how final networks are. Of blocks, only those that were not known before are read again. */
@ApplicationScoped
class PgFinalities {

    private static final String HEIGHTS =
            "select chain, network, finality, height from chain_heights where finality <> 'latest'";

    private static final String BLOCKS = """
            select height, hash from chain_blocks
             where chain = $1 and network = $2 and stream = $3 and height > $4 and height <= $5
            """;

    private static final long NONE = -1;

    private final Branches branches;

    PgFinalities(Branches branches) {
        this.branches = branches;
    }

    /**
     * All networks of which a final block is known.
     *
     * @param before what was known before
     */
    Uni<Map<ChainNetwork, ChainFinality>> load(SqlConnection connection, Map<ChainNetwork, ChainFinality> before) {
        return connection
                .query(HEIGHTS)
                .execute()
                .map(PgFinalities::heights)
                .chain(heights -> load(connection, heights, before));
    }

    private Uni<Map<ChainNetwork, ChainFinality>> load(
            SqlConnection connection,
            Map<ChainNetwork, Map<Finality, Long>> heights,
            Map<ChainNetwork, ChainFinality> before) {
        return Multi.createFrom()
                .iterable(heights.entrySet())
                .onItem()
                .transformToUniAndConcatenate(found -> load(
                                connection,
                                found.getKey(),
                                found.getValue(),
                                before.getOrDefault(found.getKey(), ChainFinality.UNKNOWN))
                        .map(finality -> Map.entry(found.getKey(), finality)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Uni<ChainFinality> load(
            SqlConnection connection, ChainNetwork network, Map<Finality, Long> heights, ChainFinality before) {
        long finalized = heights.getOrDefault(Finality.FINALIZED, NONE);
        long safe = Math.max(finalized, heights.getOrDefault(Finality.SAFE, NONE));
        return branches.reorgs(connection, network)
                .chain(reorgs -> blocks(connection, network, safe, stillTrue(before, finalized, reorgs))
                        .map(blocks -> new ChainFinality(safe, finalized, blocks, reorgs)));
    }

    /** What is final stays, unless the chain went back since, however deep. */
    private static NavigableMap<Long, String> stillTrue(ChainFinality before, long finalized, List<Reorg> reorgs) {
        boolean wentBack = before.finalized() > finalized || !before.reorgs().equals(reorgs);
        return wentBack ? new TreeMap<>() : new TreeMap<>(before.blocks().headMap(before.finalized(), true));
    }

    private static Uni<NavigableMap<Long, String>> blocks(
            SqlConnection connection, ChainNetwork network, long safe, NavigableMap<Long, String> known) {
        long oldest = Math.max(0, safe - Branches.DEPTH);
        known.headMap(oldest, true).clear();
        long after = known.isEmpty() ? oldest : known.lastKey();
        return connection
                .preparedQuery(BLOCKS)
                .execute(Tuple.of(network.chain(), network.network(), CreditStream.TRANSFERS, after, safe))
                .map(rows -> {
                    rows.forEach(row -> known.put(row.getLong("height"), row.getString("hash")));
                    return known;
                });
    }

    private static Map<ChainNetwork, Map<Finality, Long>> heights(RowSet<Row> rows) {
        Map<ChainNetwork, Map<Finality, Long>> heights = new HashMap<>();
        StreamSupport.stream(rows.spliterator(), false)
                .forEach(row -> heights.computeIfAbsent(
                                new ChainNetwork(row.getString("chain"), row.getString("network")),
                                network -> new EnumMap<>(Finality.class))
                        .put(Finality.ofCode(row.getString("finality")).orElseThrow(), row.getLong("height")));
        return heights;
    }
}
