package io.ballast.chainbalance.balance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.chainbalance.refresh.Observation;
import io.ballast.chainbalance.refresh.RefreshListener;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.Wallet;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * What is known of owners' wallets in Redis. Values are never replaced by older ones, and a registered or removed wallet ends
 * its owner's entry. Redis may be empty or away: then nothing is found, and the database is asked.
 */
@ApplicationScoped
class WalletCache implements RefreshListener, WalletListener {

    private static final Logger LOG = Logger.getLogger(WalletCache.class);

    /** Longer than any statement of ours on the database may take, so that no filler misses the change of a generation. */
    private static final Duration GENERATION_TTL = Duration.ofSeconds(60);

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
    private volatile long pausedUntil = System.nanoTime();

    WalletCache(Redis redis, RedisAPI api, GatheredReads reads, WalletCacheConfig config, ObjectMapper mapper) {
        this.redis = redis;
        this.api = api;
        this.reads = reads;
        this.config = config;
        this.entry = new CacheEntry(mapper, config.remembered());
        if (config.maxTtl().compareTo(config.minTtl()) < 0) {
            throw new IllegalArgumentException("ballast.wallet-cache.max-ttl must be at least its min-ttl");
        }
    }

    /** What Redis says of an owner. */
    sealed interface Found {

        record Wallets(List<KnownWallet> known) implements Found {}

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
        Keys keys = Keys.of(tenant, owner);
        return reads.values(keys.entry())
                .chain(parts -> found(keys, parts))
                .onFailure()
                .invoke(this::pause)
                .onFailure()
                .recoverWithItem(new Found.NoAnswer());
    }

    /** Writes what was read from the database, unless it has changed since. Nobody waits for it. */
    void fill(String tenant, Owner owner, String generation, List<KnownWallet> known) {
        Keys keys = Keys.of(tenant, owner);
        List<String> arguments = keys.call(CacheScripts.FILL);
        arguments.add(generation);
        arguments.add(Long.toString(ttlMillis()));
        arguments.add(entry.wallets(known));
        known.forEach(wallet -> add(arguments, wallet.wallet().id(), wallet.observations()));
        run(bounded(api.eval(arguments)));
    }

    @Override
    public void refreshed(Map<Wallet, List<Observation>> stored) {
        if (isPaused()) {
            return;
        }
        Map<Keys, List<Wallet>> byOwner = stored.keySet().stream()
                .collect(Collectors.groupingBy(wallet -> Keys.of(wallet.tenant(), wallet.owner())));
        send(byOwner.entrySet().stream()
                .map(owner -> refreshed(owner.getKey(), owner.getValue(), stored))
                .toList());
    }

    @Override
    public Uni<Void> registered(Wallet wallet) {
        return forget(wallet);
    }

    @Override
    public Uni<Void> removed(Wallet wallet) {
        return forget(wallet);
    }

    /** Waits for one try; if that fails, it is tried on until what Redis may still have has ended by itself. */
    private Uni<Void> forget(Wallet wallet) {
        List<String> arguments = Keys.of(wallet.tenant(), wallet.owner()).call(CacheScripts.FORGET);
        arguments.add(Long.toString(GENERATION_TTL.toMillis()));
        Uni<Response> once = Uni.createFrom().deferred(() -> bounded(api.eval(arguments)));
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

    private Request refreshed(Keys keys, List<Wallet> wallets, Map<Wallet, List<Observation>> stored) {
        List<String> arguments = keys.call(CacheScripts.REFRESH);
        arguments.add(Long.toString(GENERATION_TTL.toMillis()));
        wallets.forEach(wallet -> add(arguments, wallet.id(), stored.get(wallet)));
        Request request = Request.cmd(Command.EVAL);
        arguments.forEach(request::arg);
        return request;
    }

    private void add(List<String> arguments, UUID wallet, List<Observation> observations) {
        arguments.add(wallet.toString());
        arguments.add(entry.values(wallet, observations));
    }

    private Uni<Found> found(Keys keys, Response parts) {
        List<String> values = texts(parts).toList();
        return entry.read(values)
                .<Uni<Found>>map(known -> Uni.createFrom().item(new Found.Wallets(known)))
                .orElseGet(() -> bounded(api.get(keys.generation()))
                        .map(generation ->
                                new Found.Nothing(generation == null ? NO_GENERATION : generation.toString())));
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

    private long ttlMillis() {
        return ThreadLocalRandom.current()
                .nextLong(config.minTtl().toMillis(), config.maxTtl().toMillis() + 1);
    }

    /** Nobody waits: an answer must not be late because of the cache, and each write is bounded in time. */
    private static void run(Uni<?> written) {
        written.subscribe().with(done -> {}, failure -> LOG.debugf("Redis took nothing: %s", failure.toString()));
    }

    /** An owner's two keys, in one hash slot. */
    private record Keys(String entry, String generation) {

        static Keys of(String tenant, Owner owner) {
            String tag = "{chain-balance:" + tenant + ":" + owner.type().code() + ":" + owner.id() + "}";
            return new Keys(tag + ":known", tag + ":generation");
        }

        /** The beginning of an EVAL with both keys. */
        List<String> call(String script) {
            return new ArrayList<>(List.of(script, "2", entry, generation));
        }
    }
}
