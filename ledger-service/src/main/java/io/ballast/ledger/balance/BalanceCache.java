package io.ballast.ledger.balance;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.OwnerType;
import io.ballast.ledger.asset.AssetConfig;
import io.ballast.ledger.transaction.Entry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Users' balances in Redis, under the reference's key. A balance is only ever replaced by a newer version of itself, whoever
 * writes and in whatever order. Redis may be empty or away: then nothing is found, and nothing is lost.
 */
@ApplicationScoped
public class BalanceCache {

    private static final Logger LOG = Logger.getLogger(BalanceCache.class);

    /** KEYS: balance, version. ARGV: balance, version, time to live in ms. An equal version fills what was emptied or spoilt. */
    private static final String WRITE_NEWER = """
            local known = tonumber(redis.call('GET', KEYS[2]) or '-1')
            local offered = tonumber(ARGV[2])
            local usable = tonumber(redis.call('GET', KEYS[1]) or '')
            if offered < known or (offered == known and usable) then return 0 end
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
            redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
            return 1""";

    private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?\\d{1,19}(\\.\\d{1,18})?");

    private final RedisAPI redis;
    private final BalanceCacheConfig config;
    private final String asset;

    BalanceCache(RedisAPI redis, BalanceCacheConfig config, AssetConfig assets) {
        this.redis = redis;
        this.config = config;
        this.asset = assets.defaultCode();
    }

    /** The user's balance, if Redis has it and answers in time. */
    Uni<Optional<BigDecimal>> read(String tenant, String userId) {
        return redis.get(BalanceKeys.balance(tenant, userId))
                .map(BalanceCache::decimal)
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .invoke(BalanceCache::logFailure)
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    /** Tells the cache what a committed transaction left on its accounts. Never fails. */
    public Uni<Void> write(String tenant, Collection<Entry> lastEntries) {
        List<CacheableBalance> balances = lastEntries.stream()
                .filter(entry -> isCached(entry.account()))
                .map(BalanceCache::cacheable)
                .toList();
        return writeAll(tenant, balances);
    }

    /** Tells the cache what was read from the database. Never fails. */
    Uni<Void> write(String tenant, AccountState state) {
        return isCached(state.account())
                ? writeAll(tenant, List.of(cacheable(state)))
                : Uni.createFrom().voidItem();
    }

    /** Writes one balance that nobody waits for; fails if Redis does not take it. */
    Uni<Void> write(String tenant, CacheableBalance balance) {
        return write(tenant, balance, config.eventTimeout());
    }

    private Uni<Void> write(String tenant, CacheableBalance balance, Duration timeout) {
        return redis.eval(arguments(tenant, balance))
                .ifNoItem()
                .after(timeout)
                .fail()
                .replaceWithVoid();
    }

    private Uni<Void> writeAll(String tenant, List<CacheableBalance> balances) {
        if (balances.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Uni<Void>> writes = balances.stream()
                .map(balance -> write(tenant, balance, config.timeout()))
                .toList();
        return Uni.join()
                .all(writes)
                .andCollectFailures()
                .onFailure()
                .invoke(BalanceCache::logFailure)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private List<String> arguments(String tenant, CacheableBalance balance) {
        return List.of(
                WRITE_NEWER,
                "2",
                BalanceKeys.balance(tenant, balance.userId()),
                BalanceKeys.version(tenant, balance.userId()),
                balance.balance().toPlainString(),
                Long.toString(balance.version()),
                Long.toString(config.ttl().toMillis()));
    }

    private boolean isCached(Account account) {
        return account.type() == AccountType.PERSONAL
                && account.owner().type() == OwnerType.USER
                && account.asset().code().equals(asset);
    }

    private static CacheableBalance cacheable(Entry entry) {
        return new CacheableBalance(entry.account().owner().id(), entry.decimalBalanceAfter(), entry.version());
    }

    private static CacheableBalance cacheable(AccountState state) {
        return new CacheableBalance(state.account().owner().id(), state.decimalBalance(), state.version());
    }

    /** Whoever wrote something else under the key is not believed. */
    private static Optional<BigDecimal> decimal(Response response) {
        return Optional.ofNullable(response)
                .map(Response::toString)
                .filter(text -> PLAIN_DECIMAL.matcher(text).matches())
                .map(BigDecimal::new);
    }

    private static void logFailure(Throwable failure) {
        LOG.debugf("Redis is passed over: %s", failure.toString());
    }
}
