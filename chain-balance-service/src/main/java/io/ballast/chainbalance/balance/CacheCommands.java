package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.refresh.Observation;
import io.ballast.chainbalance.wallet.Wallet;
import io.ballast.chainbalance.wallet.WalletChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What is asked of Redis by {@link CacheScripts}, as the arguments of an {@code EVAL}. */
final class CacheCommands {

    /** Longer than any statement of ours on the database may take, so that no filler misses the change of a generation. */
    private static final Duration GENERATION_TTL = Duration.ofSeconds(60);

    private final CacheEntry entry;
    private final WalletCacheConfig config;

    CacheCommands(CacheEntry entry, WalletCacheConfig config) {
        this.entry = entry;
        this.config = config;
    }

    List<String> fill(CacheKeys keys, String generation, String stamp, List<KnownWallet> known) {
        List<String> arguments = call(keys, CacheScripts.FILL);
        arguments.add(generation);
        arguments.add(Long.toString(ttlMillis()));
        arguments.add(stamp);
        arguments.add(entry.wallets(known));
        known.forEach(wallet -> add(arguments, wallet.wallet().id(), wallet.observations()));
        return arguments;
    }

    List<String> refresh(CacheKeys keys, List<Wallet> wallets, Map<Wallet, List<Observation>> stored) {
        List<String> arguments = call(keys, CacheScripts.REFRESH);
        arguments.add(Long.toString(GENERATION_TTL.toMillis()));
        arguments.add(anotherStamp());
        wallets.forEach(wallet -> add(arguments, wallet.id(), stored.get(wallet)));
        return arguments;
    }

    List<String> hold(WalletChange change) {
        return of(change, CacheScripts.HOLD);
    }

    List<String> forget(WalletChange change) {
        return of(change, CacheScripts.FORGET);
    }

    private static List<String> of(WalletChange change, String script) {
        List<String> arguments = call(CacheKeys.of(change.tenant(), change.owner()), script);
        arguments.add(Long.toString(GENERATION_TTL.toMillis()));
        arguments.add(change.id().toString());
        return arguments;
    }

    private static List<String> call(CacheKeys keys, String script) {
        return new ArrayList<>(List.of(script, "4", keys.entry(), keys.generation(), keys.stamp(), keys.hold()));
    }

    private void add(List<String> arguments, UUID wallet, List<Observation> observations) {
        arguments.add(wallet.toString());
        arguments.add(entry.values(wallet, observations));
    }

    /** One that was never used. */
    static String anotherStamp() {
        return UUID.randomUUID().toString();
    }

    private long ttlMillis() {
        return ThreadLocalRandom.current()
                .nextLong(config.minTtl().toMillis(), config.maxTtl().toMillis() + 1);
    }
}
