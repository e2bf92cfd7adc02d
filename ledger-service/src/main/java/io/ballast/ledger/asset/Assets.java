package io.ballast.ledger.asset;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The assets of this installation. They never change once they are there, so each is read once. */
@ApplicationScoped
public class Assets {

    private static final String SELECT = "select code, scale, name from assets where code = $1";

    private final Pool pool;
    private final Map<String, Asset> known = new ConcurrentHashMap<>();

    Assets(Pool pool) {
        this.pool = pool;
    }

    public Uni<Optional<Asset>> find(String code) {
        Asset asset = known.get(code);
        if (asset != null) {
            return Uni.createFrom().item(Optional.of(asset));
        }
        return pool.preparedQuery(SELECT).execute(Tuple.of(code)).map(this::remember);
    }

    private Optional<Asset> remember(RowSet<Row> rows) {
        for (Row row : rows) {
            Asset asset = new Asset(row.getString("code"), row.getShort("scale"), row.getString("name"));
            known.put(asset.code(), asset);
            return Optional.of(asset);
        }
        return Optional.empty();
    }
}
