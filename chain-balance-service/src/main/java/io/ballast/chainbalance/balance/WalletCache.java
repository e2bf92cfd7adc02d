package io.ballast.chainbalance.balance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.chainbalance.refresh.Observation;
import io.ballast.chainbalance.refresh.RefreshListener;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.Wallet;
import io.ballast.chainbalance.wallet.WalletChange;
import io.ballast.chainbalance.wallet.WalletListener;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * What is known of owners' wallets in Redis. Values are never replaced by older ones, and a registered or removed wallet ends
 * its owner's entry. Redis may be empty or away: then nothing is found, and the database is asked.
 *
 * <p>Redis is asked for each answer, but only for the entry's stamp if this process remembers the entry: the same stamp means
 * that it would say the same.
 */
@ApplicationScoped
class WalletCache implements RefreshListener, WalletListener {

    private static final Logger LOG = Logger.getLogger(WalletCache.class);

    /** Far below what the client lets wait on one connection. */
    private static final int COMMANDS_AT_ONCE = 500;

    private static final String NO_GENERATION = "0";
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LAST_RETRY = Duration.ofSeconds(2);

    private final Redis redis;
    private final RedisAPI api;
    private final GatheredReads reads;
    private final WalletCacheConfig config;
    private final CacheEntry entry;
    private final CacheCommands commands;
    private final RememberedOwners remembered;
    private volatile long pausedUntil = System.nanoTime();

    WalletCache(Redis redis, RedisAPI api, GatheredReads reads, WalletCacheConfig config, ObjectMapper mapper) {
        this.redis = redis;
        this.api = api;
        this.reads = reads;
        this.config = config;
        this.entry = new CacheEntry(mapper);
        this.commands = new CacheCommands(entry, config);
        this.remembered = new RememberedOwners(config.remembered());
        if (config.maxTtl().compareTo(config.minTtl()) < 0) {
            throw new IllegalArgumentException("ballast.wallet-cache.max-ttl must be at least its min-ttl");
        }
    }

    /** What Redis says of an owner. */
    sealed interface Found {

        record Wallets(KnownOwner known) implements Found {}

        /** @param generation to be named by who fills the entry */
        record Nothing(String generation) implements Found {}

        /** Redis is away, or too slow. */
        record NoAnswer() implements Found {}
    }

    /** Never fails. */
    Uni<Found> read(String tenant, Owner owner) {
        if (isPaused()) {
            return Uni.createFrom().item(new Found.NoAnswer());
        }
        CacheKeys keys = CacheKeys.of(tenant, owner);
        Uni<GatheredReads.Told> asked = remembered.knows(keys) ? reads.stamp(keys) : reads.entry(keys);
        return asked.chain(told -> found(keys, told))
                .onFailure()
                .invoke(this::pause)
                .onFailure()
                .recoverWithItem(new Found.NoAnswer());
    }

    /** Writes what was read from the database, unless it has changed since. Nobody waits for it. */
    void fill(String tenant, Owner owner, String generation, KnownOwner known) {
        CacheKeys keys = CacheKeys.of(tenant, owner);
        String stamp = CacheCommands.anotherStamp();
        run(bounded(api.eval(commands.fill(keys, generation, stamp, known.wallets())))
                .invoke(done -> rememberIfFilled(done, keys, stamp, known)));
    }

    private void rememberIfFilled(Response done, CacheKeys keys, String stamp, KnownOwner known) {
        if (done.toInteger() == CacheScripts.FILLED) {
            remembered.remember(keys, stamp, known);
        }
    }

    @Override
    public void refreshed(Map<Wallet, List<Observation>> stored) {
        if (isPaused()) {
            return;
        }
        Map<CacheKeys, List<Wallet>> byOwner = stored.keySet().stream()
                .collect(Collectors.groupingBy(wallet -> CacheKeys.of(wallet.tenant(), wallet.owner())));
        send(byOwner.entrySet().stream()
                .map(owner -> refreshed(owner.getKey(), owner.getValue(), stored))
                .toList());
    }

    /** Without Redis, what is committed next is not in it either, and what it may have by then ends by {@link #changed}. */
    @Override
    public Uni<Void> changing(WalletChange change) {
        if (isPaused()) {
            return Uni.createFrom().voidItem();
        }
        return bounded(api.eval(commands.hold(change)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Waits for one try; if that fails, it is tried on until what Redis may still have has ended by itself. */
    @Override
    public Uni<Void> changed(WalletChange change) {
        Uni<Response> once = Uni.createFrom().deferred(() -> bounded(api.eval(commands.forget(change))));
        return once.onFailure()
                .invoke(() -> run(once.onFailure()
                        .retry()
                        .withBackOff(FIRST_RETRY, LAST_RETRY)
                        .expireIn(config.maxTtl().toMillis())))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void send(List<Request> requests) {
        int parts = Math.ceilDiv(requests.size(), COMMANDS_AT_ONCE);
        run(Multi.createFrom()
                .range(0, parts)
                .onItem()
                .transformToUniAndConcatenate(part -> bounded(redis.batch(part(requests, part))))
                .collect()
                .last());
    }

    private static List<Request> part(List<Request> requests, int part) {
        int from = part * COMMANDS_AT_ONCE;
        return requests.subList(from, Math.min(from + COMMANDS_AT_ONCE, requests.size()));
    }

    private Request refreshed(CacheKeys keys, List<Wallet> wallets, Map<Wallet, List<Observation>> stored) {
        Request request = Request.cmd(Command.EVAL);
        commands.refresh(keys, wallets, stored).forEach(request::arg);
        return request;
    }

    private Uni<Found> found(CacheKeys keys, GatheredReads.Told told) {
        return remembered
                .of(keys, told.stamp())
                .map(WalletCache::wallets)
                .orElseGet(() ->
                        told.values() == null ? reads.entry(keys).chain(anew -> read(keys, anew)) : read(keys, told));
    }

    private Uni<Found> read(CacheKeys keys, GatheredReads.Told told) {
        Optional<KnownOwner> known = entry.read(texts(told.values()).toList()).map(KnownOwner::new);
        if (known.isPresent() && told.stamp() != null) {
            remembered.remember(keys, told.stamp(), known.get());
        }
        return known.map(WalletCache::wallets).orElseGet(() -> nothing(told));
    }

    private static Uni<Found> wallets(KnownOwner known) {
        return Uni.createFrom().item(new Found.Wallets(known));
    }

    private static Uni<Found> nothing(GatheredReads.Told told) {
        String generation = told.generation() == null ? NO_GENERATION : told.generation();
        return Uni.createFrom().item(new Found.Nothing(generation));
    }

    private static Stream<String> texts(Response parts) {
        return parts == null
                ? Stream.empty()
                : StreamSupport.stream(parts.spliterator(), false).map(Response::toString);
    }

    private <T> Uni<T> bounded(Uni<T> asked) {
        return asked.ifNoItem().after(config.timeout()).fail().onFailure().invoke(this::pause);
    }

    private void pause(Throwable failure) {
        pausedUntil = System.nanoTime() + config.pause().toNanos();
        LOG.debugf("Redis is passed over: %s", failure.toString());
    }

    private boolean isPaused() {
        return System.nanoTime() - pausedUntil < 0;
    }

    /** Nobody waits: an answer must not be late because of the cache, and each write is bounded in time. */
    private static void run(Uni<?> written) {
        written.subscribe().with(done -> {}, failure -> LOG.debugf("Redis took nothing: %s", failure.toString()));
    }
}
