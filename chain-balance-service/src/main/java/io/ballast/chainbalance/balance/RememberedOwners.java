package io.ballast.chainbalance.balance;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/**
 * What owners' entries in Redis said when they were last read, each with the stamp that was beside it. Housekeeping is done by who reads:
 * it is short, and waking another thread for it costs more.
 */
final class RememberedOwners {

    private final Cache<String, Remembered> byTag;

    /** @param owners how many at most, a few KB each */
    RememberedOwners(int owners) {
        this.byTag = Caffeine.newBuilder()
                .maximumSize(owners)
                .executor(Runnable::run)
                .build();
    }

    private record Remembered(String stamp, KnownOwner known) {}

    boolean knows(CacheKeys keys) {
        return byTag.getIfPresent(keys.tag()) != null;
    }

    /** The very same that was remembered, if the stamp is still the same. */
    Optional<KnownOwner> of(CacheKeys keys, String stamp) {
        Remembered remembered = byTag.getIfPresent(keys.tag());
        return remembered != null && remembered.stamp().equals(stamp)
                ? Optional.of(remembered.known())
                : Optional.empty();
    }

    /** @param stamp read before the entry was, or together with it: what is remembered may be newer, never older */
    void remember(CacheKeys keys, String stamp, KnownOwner known) {
        byTag.put(keys.tag(), new Remembered(stamp, known));
    }
}
