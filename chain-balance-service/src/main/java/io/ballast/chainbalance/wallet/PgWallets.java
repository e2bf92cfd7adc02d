package io.ballast.chainbalance.wallet;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.security.RowSecurity;
import io.ballast.events.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The wallet registry in PostgreSQL. */
@ApplicationScoped
public class PgWallets {

    private static final String COLUMNS = "id, tenant, owner_type, owner_id, chain, network, address, role, created_at";

    /** Registrations of one owner come one after the other, so that the limit holds and a duplicate is seen. */
    private static final String LOCK_OWNER =
            "select pg_advisory_xact_lock(hashtextextended($1 || chr(31) || $2 || chr(31) || $3, 0))";

    private static final String OF_OWNER = "select " + COLUMNS
            + " from wallets where tenant = $1 and owner_type = $2 and owner_id = $3 order by created_at, id";

    private static final String BY_ID = "select " + COLUMNS + " from wallets where tenant = $1 and id = $2";

    private static final String BY_IDS = "select " + COLUMNS + " from wallets where tenant = $1 and id = any($2)";

    private static final String INSERT = """
            with registered as (
                insert into wallets (id, tenant, owner_type, owner_id, chain, network, address, role)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                returning *),
            scheduled as (
                insert into wallet_refreshes (wallet_id, tenant, chain, network)
                select id, tenant, chain, network from registered)
            select * from registered
            """;

    private static final String DELETE = "delete from wallets where tenant = $1 and id = $2";

    private final Outbox outbox;
    private final RowSecurity rowSecurity;
    private final int maxPerOwner;

    PgWallets(Outbox outbox, RowSecurity rowSecurity, WalletConfig config) {
        this.outbox = outbox;
        this.rowSecurity = rowSecurity;
        this.maxPerOwner = config.maxPerOwner();
    }

    /** Registers the wallet and makes it due for its first read at once. */
    public Uni<Registration> register(NewWallet wallet) {
        return outbox.inTransaction(wallet.tenant(), tx -> register(tx.connection(), wallet));
    }

    /** At most as many as one owner may have, the oldest first. */
    public Uni<List<Wallet>> ofOwner(String tenant, Owner owner) {
        return rowSecurity.read(tenant, connection -> ofOwner(connection, tenant, owner));
    }

    /** The same within a transaction of the tenant, beside other reads. */
    public Uni<List<Wallet>> ofOwner(SqlConnection connection, String tenant, Owner owner) {
        return connection
                .preparedQuery(OF_OWNER)
                .execute(Tuple.of(tenant, owner.type().code(), owner.id()))
                .map(PgWallets::wallets);
    }

    /** The wallet with this id, or empty if the tenant has none. */
    public Uni<Optional<Wallet>> find(String tenant, UUID id) {
        return rowSecurity.read(
                tenant,
                connection -> connection
                        .preparedQuery(BY_ID)
                        .execute(Tuple.of(tenant, id))
                        .map(PgWallets::wallets)
                        .map(found -> found.stream().findFirst()));
    }

    /** Those of the wallets that still exist, in no order. */
    public Uni<List<Wallet>> byIds(String tenant, Collection<UUID> ids) {
        return rowSecurity.read(
                tenant,
                connection -> connection
                        .preparedQuery(BY_IDS)
                        .execute(Tuple.of(tenant, ids.toArray(UUID[]::new)))
                        .map(PgWallets::wallets));
    }

    /** Forgets the wallet and its balances; its history stays. */
    public Uni<Void> remove(Wallet wallet) {
        return outbox.inTransaction(
                wallet.tenant(),
                tx -> tx.connection()
                        .preparedQuery(DELETE)
                        .execute(Tuple.of(wallet.tenant(), wallet.id()))
                        .replaceWithVoid());
    }

    private Uni<Registration> register(SqlConnection connection, NewWallet wallet) {
        Owner owner = wallet.owner();
        return connection
                .preparedQuery(LOCK_OWNER)
                .execute(Tuple.of(wallet.tenant(), owner.type().code(), owner.id()))
                .chain(() -> ofOwner(connection, wallet.tenant(), owner))
                .chain(existing -> register(connection, wallet, existing));
    }

    private Uni<Registration> register(SqlConnection connection, NewWallet wallet, List<Wallet> existing) {
        Optional<Wallet> same = existing.stream()
                .filter(other -> other.network().equals(wallet.network()))
                .filter(other -> other.address().equals(wallet.address()))
                .findFirst();
        if (same.isPresent()) {
            return Uni.createFrom().item(new Registration.Duplicate(same.get().id()));
        }
        if (existing.size() >= maxPerOwner) {
            return Uni.createFrom().item(new Registration.TooMany(maxPerOwner));
        }
        return connection
                .preparedQuery(INSERT)
                .execute(insertion(wallet))
                .map(PgWallets::wallets)
                .map(inserted -> new Registration.Registered(inserted.getFirst()));
    }

    private static Tuple insertion(NewWallet wallet) {
        return Tuple.from(List.of(
                UUID.randomUUID(),
                wallet.tenant(),
                wallet.owner().type().code(),
                wallet.owner().id(),
                wallet.network().chain(),
                wallet.network().network(),
                wallet.address(),
                wallet.role().code()));
    }

    private static List<Wallet> wallets(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(PgWallets::ofRow)
                .toList();
    }

    /** A row with all columns of a wallet. */
    public static Wallet ofRow(Row row) {
        return new Wallet(
                row.getUUID("id"),
                row.getString("tenant"),
                new Owner(OwnerType.ofCode(row.getString("owner_type")).orElseThrow(), row.getString("owner_id")),
                new ChainNetwork(row.getString("chain"), row.getString("network")),
                row.getString("address"),
                WalletRole.ofCode(row.getString("role")).orElseThrow(),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
