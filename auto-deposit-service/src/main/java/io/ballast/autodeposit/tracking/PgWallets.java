package io.ballast.autodeposit.tracking;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The table {@code stellar_wallets}, for the background path. */
@ApplicationScoped
public class PgWallets {

    private static final String LOCK = """
            select id, user_id, public_key, network, previous_usdc_balance, version
            from stellar_wallets
            where id = $1
            for update
            """;

    /** Any conflict: the table has a second unique index, and which of them a rival's row meets first is not known. */
    private static final String REGISTER = """
            insert into stellar_wallets (tenant, id, user_id, public_key, network)
            values (current_setting('ballast.tenant'), $1, $2, $3, $4)
            on conflict do nothing
            """;

    /** Clocks differ between servers and can be set back; a wallet's times follow its versions all the same. */
    private static final String RECORD = """
            update stellar_wallets
            set previous_usdc_balance = $2,
                version = $3,
                updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
            where id = $1
            returning updated_at
            """;

    /**
     * The wallet of an observation, registered if it was not known, and locked until the transaction ends: who decides
     * on what is known must be the only one who changes it. Empty if another tenant has a wallet of this id.
     */
    public Uni<Optional<TrackedWallet>> lock(SqlConnection connection, BalanceObservation observation) {
        return lock(connection, observation.walletId())
                .chain(known -> known.isPresent() ? Uni.createFrom().item(known) : register(connection, observation));
    }

    /**
     * Makes the observation what is known of its wallet.
     *
     * @return when: later than every time returned for this wallet before
     */
    public Uni<OffsetDateTime> record(SqlConnection connection, BalanceObservation observation) {
        Tuple values = Tuple.of(observation.walletId(), observation.balance().value(), observation.version());
        return connection.preparedQuery(RECORD).execute(values).map(PgWallets::updatedAt);
    }

    /** A registration that somebody else made in the meantime is seen by the second look. */
    private static Uni<Optional<TrackedWallet>> register(SqlConnection connection, BalanceObservation observation) {
        Tuple values =
                Tuple.of(observation.walletId(), observation.userId(), observation.publicKey(), observation.network());
        return connection.preparedQuery(REGISTER).execute(values).chain(() -> lock(connection, observation.walletId()));
    }

    private static Uni<Optional<TrackedWallet>> lock(SqlConnection connection, UUID walletId) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(walletId)).map(PgWallets::first);
    }

    private static Optional<TrackedWallet> first(RowSet<Row> rows) {
        RowIterator<Row> iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(wallet(iterator.next())) : Optional.empty();
    }

    private static OffsetDateTime updatedAt(RowSet<Row> rows) {
        return rows.iterator().next().getOffsetDateTime("updated_at");
    }

    private static TrackedWallet wallet(Row row) {
        Long version = row.getLong("version");
        return new TrackedWallet(
                row.getUUID("id"),
                row.getString("user_id"),
                row.getString("public_key"),
                row.getString("network"),
                Optional.ofNullable(row.getBigDecimal("previous_usdc_balance")).map(UsdcAmount::new),
                version == null ? OptionalLong.empty() : OptionalLong.of(version));
    }
}
