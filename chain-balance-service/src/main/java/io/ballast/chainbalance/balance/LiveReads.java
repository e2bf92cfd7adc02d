package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.refresh.RefreshLanes;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.Wallet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Waits until an owner's wallets have been read after the request came, by whichever replica: it looks into the database
 * for that. A refresh that was on its way before does not count, for it may have asked the chain before.
 */
@ApplicationScoped
class LiveReads {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final KnownWallets known;
    private final Expectations expectations;
    private final RefreshLanes lanes;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    LiveReads(KnownWallets known, Expectations expectations, RefreshLanes lanes, BalanceConfig config) {
        this.known = known;
        this.expectations = expectations;
        this.lanes = lanes;
        this.maxWaiting = config.maxLive();
    }

    /** What is known once all of it was read or tried since now, or at the deadline, or at once if too many wait already. */
    Uni<KnownOwner> read(String tenant, Owner owner, Predicate<OwnedValues> counting, Instant deadline) {
        Instant since = Instant.now();
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            return known.of(tenant, owner);
        }
        return Uni.createFrom()
                .deferred(() -> known.stored(tenant, owner))
                .invoke(wallets -> request(notYet(wallets, counting, since)))
                .repeat()
                .withDelay(BETWEEN_LOOKS)
                .whilst(wallets -> !notYet(wallets, counting, since).isEmpty()
                        && Instant.now().isBefore(deadline))
                .collect()
                .last()
                .onTermination()
                .invoke(() -> waiting.decrementAndGet());
    }

    private List<Wallet> notYet(KnownOwner owner, Predicate<OwnedValues> counting, Instant since) {
        return expectations.of(owner).stream()
                .filter(counting)
                .filter(wallet -> !wallet.isCheckedSince(since))
                .map(OwnedValues::wallet)
                .toList();
    }

    private void request(List<Wallet> wallets) {
        Map<ChainNetwork, List<UUID>> byNetwork = wallets.stream()
                .collect(Collectors.groupingBy(Wallet::network, Collectors.mapping(Wallet::id, Collectors.toList())));
        byNetwork.forEach(lanes::request);
    }
}
