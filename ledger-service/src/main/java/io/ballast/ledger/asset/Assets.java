package io.ballast.ledger.asset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ballast.events.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The assets of each tenant. Code and scale never change once they are there, so each asset is read once; its name may be an
 * earlier one where it comes from {@link #find}. What the installation brings ({@code default_assets}) is copied to a tenant
 * when it first asks for it.
 */
@ApplicationScoped
public class Assets {

    /** How many assets a tenant can have; a list of them is one page. */
    static final int MAX_ASSETS = 1_000;

    private static final long REMEMBERED = 10_000;

    private static final String SELECT = """
            select code, scale, name from assets where tenant = current_setting('ballast.tenant') and code = $1""";

    private static final String SELECT_ALL = """
            select code, scale, name from assets where tenant = current_setting('ballast.tenant')
            order by code limit\s""" + MAX_ASSETS;

    private static final String COPY_DEFAULTS = """
            insert into assets (tenant, code, scale, name)
            select current_setting('ballast.tenant'), code, scale, name from default_assets
            on conflict do nothing""";

    private static final String INSERT = """
            insert into assets (tenant, code, scale, name)
            select current_setting('ballast.tenant'), $1, $2, $3
            where (select count(*) from assets where tenant = current_setting('ballast.tenant')) <\s""" + MAX_ASSETS + """
            \s
            on conflict do nothing""";

    private static final String RENAME = """
            update assets set name = $2 where tenant = current_setting('ballast.tenant') and code = $1""";

    private final Outbox outbox;
    private final Cache<Key, Asset> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    Assets(Outbox outbox) {
        this.outbox = outbox;
    }

    /** The tenant's asset of that code; whatever text the code is. */
    public Uni<Optional<Asset>> find(String tenant, String code) {
        Asset asset = known.getIfPresent(new Key(tenant, code));
        if (asset != null) {
            return Uni.createFrom().item(Optional.of(asset));
        }
        if (!AssetRules.isCode(code)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return read(tenant, code);
    }

    /** The tenant's asset as it is now. */
    Uni<Optional<Asset>> read(String tenant, String code) {
        return outbox.inTransaction(tenant, tx -> read(tx.connection(), code))
                .invoke(found -> found.ifPresent(asset -> known.put(new Key(tenant, code), asset)));
    }

    /** All assets of the tenant, by their code. */
    Uni<List<Asset>> all(String tenant) {
        return outbox.inTransaction(
                tenant, tx -> copyDefaults(tx.connection()).chain(() -> select(tx.connection(), SELECT_ALL)));
    }

    /** Adds the asset; false if the tenant has one of this code, or {@value #MAX_ASSETS} of them. */
    Uni<Boolean> add(String tenant, Asset asset) {
        return outbox.inTransaction(
                tenant, tx -> copyDefaults(tx.connection()).chain(() -> insert(tx.connection(), asset)));
    }

    /** Gives the asset another name; empty if there is none of this code. */
    Uni<Optional<Asset>> rename(String tenant, String code, String name) {
        return outbox.inTransaction(
                tenant,
                tx -> copyDefaults(tx.connection())
                        .chain(() -> tx.connection().preparedQuery(RENAME).execute(Tuple.of(code, name)))
                        .chain(() -> read(tx.connection(), code)));
    }

    private static Uni<Optional<Asset>> read(SqlConnection connection, String code) {
        return selectOne(connection, code)
                .flatMap(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : copyDefaults(connection).chain(() -> selectOne(connection, code)));
    }

    private static Uni<Boolean> insert(SqlConnection connection, Asset asset) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(asset.code(), (short) asset.scale(), asset.name()))
                .map(inserted -> inserted.rowCount() == 1);
    }

    private static Uni<Void> copyDefaults(SqlConnection connection) {
        return connection.preparedQuery(COPY_DEFAULTS).execute().replaceWithVoid();
    }

    private static Uni<Optional<Asset>> selectOne(SqlConnection connection, String code) {
        return connection
                .preparedQuery(SELECT)
                .execute(Tuple.of(code))
                .map(rows -> assets(rows).stream().findFirst());
    }

    private static Uni<List<Asset>> select(SqlConnection connection, String sql) {
        return connection.preparedQuery(sql).execute().map(Assets::assets);
    }

    private static List<Asset> assets(RowSet<Row> rows) {
        List<Asset> assets = new ArrayList<>(rows.size());
        rows.forEach(row -> assets.add(new Asset(row.getString("code"), row.getShort("scale"), row.getString("name"))));
        return assets;
    }

    private record Key(String tenant, String code) {}
}
