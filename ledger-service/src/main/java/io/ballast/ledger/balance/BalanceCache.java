package io.ballast.ledger.balance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.OwnerType;
import io.ballast.ledger.asset.AssetConfig;
import io.ballast.ledger.transaction.Entry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Users' balances in Redis, under the reference's key. A balance is only ever replaced by a newer version of itself, whoever
 * writes and in whatever order. Redis may be empty or away: then nothing is found, and nothing is lost.
 */
@ApplicationScoped
public class BalanceCache {

    private static final Logger LOG = Logger.getLogger(BalanceCache.class);

    /**
     * KEYS: balance and version of each. ARGV: time to live in ms, then balance and version of each. An equal version fills what
     * was emptied or spoilt.
     */
    private static final String WRITE_NEWER = """
            local versions = {}
            for i = 2, #KEYS, 2 do
                versions[i / 2] = KEYS[i]
            end
            local known = redis.call('MGET', unpack(versions))
            for i = 1, #KEYS, 2 do
                local before = tonumber(known[(i + 1) / 2] or '') or -1
                local offered = tonumber(ARGV[i + 2])
                if offered > before
                        or (offered == before and not tonumber(redis.call('GET', KEYS[i]) or '')) then
                    redis.call('SET', KEYS[i], ARGV[i + 1], 'PX', ARGV[1])
                    redis.call('SET', KEYS[i + 1], ARGV[i + 2], 'PX', ARGV[1])
                end
            end
            return redis.status_reply('OK')""";

    private static final String SHA = sha1(WRITE_NEWER);

    /** Far below what the client lets wait on one connection, and about a millisecond of Redis' time. */
    private static final int BALANCES_AT_ONCE = 500;

    private final Redis redis;
    private final BalanceReads reads;
    private final BalanceCacheConfig config;
    private final String asset;

    /** What this process itself has told Redis; by the time its own events come back, most are told already. */
    private final Cache<String, Long> told;

    BalanceCache(Redis redis, BalanceReads reads, BalanceCacheConfig config, AssetConfig assets) {
        this.redis = redis;
        this.reads = reads;
        this.config = config;
        this.asset = assets.defaultCode();
        this.told = Caffeine.newBuilder().maximumSize(config.toldSize()).build();
    }

    /** The user's balance, if Redis has it and answers in time. */
    Uni<Optional<BigDecimal>> read(String tenant, String userId) {
        return reads.read(BalanceKeys.balance(tenant, userId));
    }

    /** Tells the cache what a committed transaction left on its accounts. Never fails. */
    public Uni<Void> write(String tenant, Collection<Entry> lastEntries) {
        List<CacheableBalance> balances = lastEntries.stream()
                .filter(entry -> isCached(entry.account()))
                .map(entry -> cacheable(tenant, entry))
                .toList();
        return writeIfPossible(balances);
    }

    /** Tells the cache what was read from the database. Never fails. */
    Uni<Void> write(String tenant, AccountState state) {
        return isCached(state.account())
                ? writeIfPossible(List.of(cacheable(tenant, state)))
                : Uni.createFrom().voidItem();
    }

    /** Writes balances that nobody waits for; fails if Redis does not take them. */
    Uni<Void> writeAll(Collection<CacheableBalance> balances) {
        return writeAll(List.copyOf(balances), config.eventTimeout());
    }

    /**
     * Takes what the cache has of the accounts out of it, and lets nothing in that is older than these states. Never fails:
     * what Redis does not take is served until it expires or the account's next entry.
     */
    public Uni<Void> forget(String tenant, Collection<AccountState> states) {
        List<CacheableBalance> balances = states.stream()
                .filter(state -> isCached(state.account()))
                .map(state -> cacheable(tenant, state))
                .toList();
        if (balances.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return redis.batch(balances.stream().flatMap(this::forget).toList())
                .replaceWithVoid()
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .invoke(BalanceCache::logFailure)
                .onFailure()
                .recoverWithNull();
    }

    private Stream<Request> forget(CacheableBalance balance) {
        String key = BalanceKeys.balance(balance.tenant(), balance.userId());
        told.invalidate(key);
        Request version = Request.cmd(Command.SET)
                .arg(BalanceKeys.version(balance.tenant(), balance.userId()))
                .arg(Long.toString(balance.version()))
                .arg("PX")
                .arg(Long.toString(config.ttl().toMillis()));
        return Stream.of(version, Request.cmd(Command.DEL).arg(key));
    }

    /** Whether this process has told Redis this balance, or a newer one. */
    boolean hasTold(String tenant, String userId, long version) {
        Long known = told.getIfPresent(BalanceKeys.balance(tenant, userId));
        return known != null && known >= version;
    }

    private Uni<Void> writeIfPossible(List<CacheableBalance> balances) {
        return writeAll(balances, config.timeout())
                .onFailure()
                .invoke(BalanceCache::logFailure)
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> writeAll(List<CacheableBalance> balances, Duration timeout) {
        if (balances.size() <= BALANCES_AT_ONCE) {
            return balances.isEmpty() ? Uni.createFrom().voidItem() : writeAtOnce(balances, timeout);
        }
        int parts = Math.ceilDiv(balances.size(), BALANCES_AT_ONCE);
        return Multi.createFrom()
                .items(IntStream.range(0, parts).boxed())
                .onItem()
                .transformToUniAndConcatenate(part -> writeAtOnce(part(balances, part), timeout))
                .collect()
                .last();
    }

    private static List<CacheableBalance> part(List<CacheableBalance> balances, int part) {
        int from = part * BALANCES_AT_ONCE;
        return balances.subList(from, Math.min(from + BALANCES_AT_ONCE, balances.size()));
    }

    /** One round trip; another one if Redis does not know the script, as after its restart. */
    private Uni<Void> writeAtOnce(List<CacheableBalance> balances, Duration timeout) {
        return send(balances)
                .onFailure(BalanceCache::isUnknownScript)
                .recoverWithUni(() -> loadScript().chain(() -> send(balances)))
                .ifNoItem()
                .after(timeout)
                .fail()
                .invoke(() -> balances.forEach(this::remember));
    }

    private Uni<Void> send(List<CacheableBalance> balances) {
        return config.gather()
                ? redis.send(writeNewer(balances)).replaceWithVoid()
                : redis.batch(balances.stream()
                                .map(balance -> writeNewer(List.of(balance)))
                                .toList())
                        .replaceWithVoid();
    }

    private Uni<Void> loadScript() {
        return redis.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(WRITE_NEWER))
                .replaceWithVoid();
    }

    private Request writeNewer(List<CacheableBalance> balances) {
        Request request = Request.cmd(Command.EVALSHA).arg(SHA).arg(Integer.toString(2 * balances.size()));
        for (CacheableBalance balance : balances) {
            request.arg(BalanceKeys.balance(balance.tenant(), balance.userId()))
                    .arg(BalanceKeys.version(balance.tenant(), balance.userId()));
        }
        request.arg(Long.toString(config.ttl().toMillis()));
        for (CacheableBalance balance : balances) {
            request.arg(balance.balance().toPlainString()).arg(Long.toString(balance.version()));
        }
        return request;
    }

    private void remember(CacheableBalance balance) {
        told.asMap().merge(BalanceKeys.balance(balance.tenant(), balance.userId()), balance.version(), Math::max);
    }

    private boolean isCached(Account account) {
        return account.type() == AccountType.PERSONAL
                && account.owner().type() == OwnerType.USER
                && account.asset().code().equals(asset);
    }

    private static CacheableBalance cacheable(String tenant, Entry entry) {
        return new CacheableBalance(tenant, entry.account().owner().id(), entry.decimalBalanceAfter(), entry.version());
    }

    private static CacheableBalance cacheable(String tenant, AccountState state) {
        return new CacheableBalance(tenant, state.account().owner().id(), state.decimalBalance(), state.version());
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().contains("NOSCRIPT");
    }

    private static String sha1(String script) {
        try {
            byte[] text = script.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }

    private static void logFailure(Throwable failure) {
        LOG.debugf("Redis is passed over: %s", failure.toString());
    }
}
