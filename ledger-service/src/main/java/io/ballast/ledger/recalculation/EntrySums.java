package io.ballast.ledger.recalculation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Sums all entries of accounts, in statements of bounded work however many there are. */
@ApplicationScoped
public class EntrySums {

    private final EntryTails tails;
    private final RecalculationConfig config;

    EntrySums(EntryTails tails, RecalculationConfig config) {
        this.tails = tails;
        this.config = config;
    }

    /** What the accounts' entries come to now, in the order of the positions, which need not be read again. */
    public Uni<List<EntryPosition>> from(SqlConnection connection, Collection<EntryPosition> positions) {
        int limit = Math.max(1, config.entries() / Math.max(1, positions.size()));
        return tails.read(connection, positions, limit).flatMap(read -> goOn(connection, positions, read, limit));
    }

    private Uni<List<EntryPosition>> goOn(
            SqlConnection connection, Collection<EntryPosition> positions, Map<UUID, EntryTail> read, int limit) {
        List<EntryPosition> reached = new ArrayList<>(positions.size());
        List<EntryPosition> unfinished = new ArrayList<>();
        for (EntryPosition position : positions) {
            EntryTail tail = read.get(position.accountId());
            EntryPosition after = position.after(tail);
            reached.add(after);
            if (tail.entries() == limit) {
                unfinished.add(after);
            }
        }
        return unfinished.isEmpty()
                ? Uni.createFrom().item(reached)
                : from(connection, unfinished).map(finished -> merge(reached, finished));
    }

    private static List<EntryPosition> merge(List<EntryPosition> reached, List<EntryPosition> finished) {
        List<EntryPosition> merged = new ArrayList<>(reached);
        int next = 0;
        for (int index = 0; index < merged.size() && next < finished.size(); index++) {
            if (merged.get(index).accountId().equals(finished.get(next).accountId())) {
                merged.set(index, finished.get(next));
                next++;
            }
        }
        return merged;
    }
}
