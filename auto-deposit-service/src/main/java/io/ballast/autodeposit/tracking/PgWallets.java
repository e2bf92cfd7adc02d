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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The table {@code stellar_wallets}, for the background path. */
@ApplicationScoped
public class PgWallets {

    private static final String LOCK = """
            select id, user_id, public_key, network, previous_usdc_balance, version, balance_height, look_from,
                   doubt_from, doubt_until
            from stellar_wallets
            where id = $1
            for update
            """;

    private static final String LOOK_FROM =
            "update stellar_wallets set look_from = least(look_from, $2::bigint) where id = $1";

    /** A balance that was seen meanwhile, in a ledger that was not looked at, stays to be looked at. */
    private static final String LOOKED = """
            update stellar_wallets
               set look_from = case when balance_height > $3 then greatest(look_from, $3 + 1) end
             where id = $1 and look_from >= $2
            returning look_from
            """;

    private static final String WAIT =
            "update stellar_wallets set doubt_until = $2 where id = $1 and doubt_until is null";

    private static final String SETTLE = """
            update stellar_wallets
               set doubt_from = null, doubt_until = null, baseline_height = greatest(baseline_height, $3::bigint)
             where id = $1 and doubt_from = $2
            """;

    private static final String OF_USER = """
            select id, user_id, public_key, network, previous_usdc_balance, version, balance_height, look_from,
                   doubt_from, doubt_until
            from stellar_wallets
            where user_id = $1
            order by created_at, id
            limit 10
            """;

    /** Any conflict: the table has a second unique index, and which of them a rival's row meets first is not known. */
    private static final String REGISTER = """
            insert into stellar_wallets (tenant, id, user_id, public_key, network)
            values (current_setting('ballast.tenant'), $1, $2, $3, $4)
            on conflict do nothing
            """;

    private static final String CHECK = """
            update stellar_wallets
            set previous_usdc_balance = $2,
                baseline_height = coalesce(baseline_height, $3),
                balance_height = greatest(balance_height, $3),
                updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
            where id = $1
            returning updated_at
            """;

    /**
     * Clocks differ between servers and can be set back; a wallet's times follow its versions all the same. What this service has read of
     * a later ledger is not replaced by an event of an earlier one.
     */
    private static final String RECORD = """
            update stellar_wallets
            set previous_usdc_balance = case when $4::bigint = 0 or $4::bigint >= coalesce(balance_height, 0)
                                             then $2 else previous_usdc_balance end,
                version = $3,
                baseline_height = coalesce(baseline_height, nullif($4::bigint, 0)),
                balance_height = greatest(balance_height, nullif($4::bigint, 0)),
                updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
            where id = $1
            returning updated_at
            """;

    /**
     * The wallet of an observation, registered if it was not known, and locked until the transaction ends: who decides
     * on what is known must be the only one who changes it. Empty if another tenant has a wallet of this id.
     */
    public Uni<Optional<TrackedWallet>> lock(SqlConnection connection, BalanceObservation observation) {
        return known(
                connection,
                observation.walletId(),
                observation.userId(),
                observation.publicKey(),
                observation.network());
    }

    /**
     * Makes the observation what is known of its wallet.
     *
     * @return when: later than every time returned for this wallet before
     */
    public Uni<OffsetDateTime> record(SqlConnection connection, BalanceObservation observation) {
        Tuple values = Tuple.of(
                observation.walletId(), observation.balance().value(), observation.version(), observation.height());
        return connection.preparedQuery(RECORD).execute(values).map(PgWallets::updatedAt);
    }

    /** The user's wallets that the transaction may see, the oldest first; at most 10. */
    public Uni<List<TrackedWallet>> ofUser(SqlConnection connection, String userId) {
        return connection
                .preparedQuery(OF_USER)
                .execute(Tuple.of(userId))
                .map(rows -> rows.stream().map(PgWallets::wallet).toList());
    }

    /** The wallet, locked until the transaction ends; empty if the transaction's tenant has none of this id. */
    public Uni<Optional<TrackedWallet>> find(SqlConnection connection, UUID walletId) {
        return lock(connection, walletId);
    }

    /** The wallet of this id, registered if it was not known, as {@link #lock(SqlConnection, BalanceObservation)} does. */
    public Uni<Optional<TrackedWallet>> known(
            SqlConnection connection, UUID walletId, String userId, String publicKey, String network) {
        return lock(connection, walletId)
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().item(known)
                        : register(connection, walletId, userId, publicKey, network));
    }

    /**
     * Makes a balance that this service read itself what is known of the wallet.
     *
     * @return when: later than every time returned for this wallet before
     */
    public Uni<OffsetDateTime> check(SqlConnection connection, UUID walletId, UsdcAmount balance, long height) {
        return connection
                .preparedQuery(CHECK)
                .execute(Tuple.of(walletId, balance.value(), height))
                .map(PgWallets::updatedAt);
    }

    /** Notes that the chain is to be asked what came in from that ledger on. */
    public Uni<Void> lookFrom(SqlConnection connection, UUID walletId, long ledger) {
        return connection
                .preparedQuery(LOOK_FROM)
                .execute(Tuple.of(walletId, ledger))
                .replaceWithVoid();
    }

    /**
     * Notes that it has been asked from that ledger up to the other.
     *
     * @return whether nothing is left to be asked
     */
    public Uni<Boolean> looked(SqlConnection connection, UUID walletId, long from, long upTo) {
        return connection
                .preparedQuery(LOOKED)
                .execute(Tuple.of(walletId, from, upTo))
                .map(rows -> rows.stream().allMatch(row -> row.getLong("look_from") == null));
    }

    /** Notes until when what was forgotten may still take place, by the network's clock; the first word counts. */
    public Uni<Void> doubtUntil(SqlConnection connection, UUID walletId, long networkTime) {
        return connection
                .preparedQuery(WAIT)
                .execute(Tuple.of(walletId, networkTime))
                .replaceWithVoid();
    }

    /**
     * Notes that nothing is in doubt any more.
     *
     * @param doubtFrom from where it was
     * @param deposited the ledger of the newest deposit that was forgotten: what came until then is no income any more
     */
    public Uni<Void> settle(SqlConnection connection, UUID walletId, long doubtFrom, OptionalLong deposited) {
        Long until = deposited.isPresent() ? deposited.getAsLong() : null;
        return connection
                .preparedQuery(SETTLE)
                .execute(Tuple.of(walletId, doubtFrom, until))
                .replaceWithVoid();
    }

    /** A registration that somebody else made in the meantime is seen by the second look. */
    private static Uni<Optional<TrackedWallet>> register(
            SqlConnection connection, UUID walletId, String userId, String publicKey, String network) {
        return connection
                .preparedQuery(REGISTER)
                .execute(Tuple.of(walletId, userId, publicKey, network))
                .chain(() -> lock(connection, walletId));
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

    private static OptionalLong optional(Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static TrackedWallet wallet(Row row) {
        return new TrackedWallet(
                row.getUUID("id"),
                row.getString("user_id"),
                row.getString("public_key"),
                row.getString("network"),
                Optional.ofNullable(row.getBigDecimal("previous_usdc_balance")).map(UsdcAmount::new),
                optional(row.getLong("version")),
                optional(row.getLong("balance_height")),
                optional(row.getLong("look_from")),
                optional(row.getLong("doubt_from")),
                optional(row.getLong("doubt_until")));
    }
}
