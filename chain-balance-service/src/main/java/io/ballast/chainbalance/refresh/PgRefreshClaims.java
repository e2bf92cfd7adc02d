package io.ballast.chainbalance.refresh;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.security.RowSecurity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Shares the wallets between replicas: whoever claims one refreshes it. A claim that was not given back, because the
 * refresh failed or the replica died, ends with its lease: the poll leaves the wallet alone until then, so that wallets
 * which can not be stored keep no other from its turn. A request for such a wallet need not wait if the same replica
 * holds it, since that has one batch of a network on its way at a time.
 */
@ApplicationScoped
public class PgRefreshClaims {

    /** A common table expression, and no subselect: that one the planner may run again for every row of the update. */
    static final String CLAIM_DUE = """
            with due as (
                select wallet_id
                  from wallet_refreshes
                 where chain = $1 and network = $2 and due_at <= now()
                   and (claimed_until is null or claimed_until <= now())
                 order by due_at
                 limit $3
                   for update skip locked)
            update wallet_refreshes claimed
               set claimed_until = now() + make_interval(secs => $4), claimed_by = $5
              from due
             where claimed.wallet_id = due.wallet_id
            returning claimed.wallet_id, claimed.tenant
            """;

    private static final String CLAIM_WANTED = """
            with wanted as (
                select wallet_id
                  from wallet_refreshes
                 where wallet_id = any($1)
                   and (claimed_until is null or claimed_until <= now() or claimed_by = $3)
                   for update skip locked)
            update wallet_refreshes claimed
               set claimed_until = now() + make_interval(secs => $2), claimed_by = $3,
                   lively_until = greatest(lively_until, now() + make_interval(secs => $4))
              from wanted
             where claimed.wallet_id = wanted.wallet_id
            returning claimed.wallet_id, claimed.tenant
            """;

    /**
     * Only what is still held: a batch that took too long must not give away what another replica has by now. A wallet
     * that has been moved in a later block than it was read at is due again at once.
     */
    private static final String RELEASE = """
            with held as (
                select wallet_id
                  from wallet_refreshes
                 where wallet_id = any($1) and claimed_by = $3
                 order by wallet_id
                   for no key update)
            update wallet_refreshes released
               set claimed_until = null, claimed_by = null, read_height = coalesce($4, read_height),
                   lively_until = case when released.wallet_id = any($7)
                                       then greatest(lively_until, now() + make_interval(secs => $9))
                                       else lively_until end,
                   due_at = now() + case when moved_height > $4 then make_interval(secs => $5)
                                         when released.wallet_id = any($7) or released.wallet_id = any($8)
                                              or lively_until > now() or $4::bigint is null
                                         then make_interval(secs => $6) * (0.9 + 0.2 * random())
                                         else make_interval(secs => $2) * (0.9 + 0.2 * random()) end
              from held
             where released.wallet_id = held.wallet_id
            """;

    private static final double MILLIS_PER_SECOND = 1000.0;

    private final UUID self = UUID.randomUUID();
    private final RowSecurity rowSecurity;
    private final RefreshConfig config;

    PgRefreshClaims(RowSecurity rowSecurity, RefreshConfig config) {
        this.rowSecurity = rowSecurity;
        this.config = config;
    }

    /** Claims wallets of the network that are due and that nobody has, the longest due first, at most one batch. */
    Uni<List<Claim>> claimDue(ChainNetwork network) {
        Tuple parameters =
                Tuple.of(network.chain(), network.network(), config.batchSize(), seconds(config.lease()), self);
        return claim(CLAIM_DUE, parameters);
    }

    /** Claims those of the wallets that no other replica has. */
    Uni<List<Claim>> claim(Collection<UUID> wallets) {
        Tuple parameters =
                Tuple.of(wallets.toArray(UUID[]::new), seconds(config.lease()), self, seconds(config.livelyFor()));
        return claim(CLAIM_WANTED, parameters);
    }

    /**
     * Gives wallets back in the transaction that stores their tenant's values; they are due again in one interval, the
     * lively among them, and those that could not be read, earlier.
     *
     * @param height the block they were read at, or empty if they could not be read
     */
    Uni<Void> release(
            SqlConnection connection, Collection<UUID> wallets, Optional<Long> height, Liveliness liveliness) {
        double interval = seconds(config.interval());
        Tuple parameters = Tuple.from(Arrays.asList(
                wallets.toArray(UUID[]::new),
                interval,
                self,
                height.orElse(null),
                seconds(config.tick()),
                Math.min(interval, seconds(config.livelyInterval())),
                liveliness.changed().toArray(UUID[]::new),
                liveliness.large().toArray(UUID[]::new),
                seconds(config.livelyFor())));
        return connection.preparedQuery(RELEASE).execute(parameters).replaceWithVoid();
    }

    private Uni<List<Claim>> claim(String sql, Tuple parameters) {
        return rowSecurity.overAllTenants(
                connection -> connection.preparedQuery(sql).execute(parameters).map(PgRefreshClaims::claims));
    }

    private static List<Claim> claims(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Claim(row.getUUID("wallet_id"), row.getString("tenant")))
                .toList();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }
}
