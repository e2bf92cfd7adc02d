package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.finality.Finalities;
import io.ballast.chainbalance.refresh.RefreshLanes;
import io.ballast.chainbalance.wallet.Owner;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Gathers what is known of an owner's wallets, and asks for a refresh of what is old. Waits for the chains only if the caller
 * says so, and then until its deadline.
 */
@ApplicationScoped
public class OwnerBalances {

    private final KnownWallets known;
    private final Expectations expectations;
    private final LiveReads live;
    private final RefreshLanes lanes;
    private final Finalities finalities;
    private final BalanceConfig config;

    OwnerBalances(
            KnownWallets known,
            Expectations expectations,
            LiveReads live,
            RefreshLanes lanes,
            Finalities finalities,
            BalanceConfig config) {
        this.known = known;
        this.expectations = expectations;
        this.live = live;
        this.lanes = lanes;
        this.finalities = finalities;
        this.config = config;
    }

    /**
     * What is known, with how it came about.
     *
     * @param updating whether a refresh of one of the wallets is on its way
     * @param live whether every value was read after the request came
     */
    record Answer(List<OwnedValues> wallets, Instant now, Freshness freshness, boolean updating, boolean live) {}

    /** Of all wallets that the predicate counts, all values. */
    Uni<Answer> of(String tenant, Owner owner, Predicate<OwnedValues> counting, Freshness freshness) {
        Instant asked = Instant.now();
        return freshness
                .deadline()
                .map(deadline -> live.read(tenant, owner, counting, asked.plus(deadline)))
                .orElseGet(() -> known.of(tenant, owner))
                .map(wallets -> answer(wallets, counting, freshness, asked));
    }

    /** What those of the owner's wallets hold of the assets. */
    public Uni<Holdings> held(
            String tenant, Owner owner, Predicate<ChainNetwork> networks, Set<String> assets, Freshness freshness) {
        return of(tenant, owner, wallet -> networks.test(wallet.wallet().network()), freshness)
                .map(answer -> Holdings.of(answer, assets, config.freshFor()));
    }

    /** All that is known of the owner's wallets, at once. */
    public Uni<OwnerBalancesView> known(String tenant, Owner owner) {
        return of(tenant, owner, wallet -> true, Freshness.ANY)
                .map(answer -> OwnerBalancesView.of(owner, answer, config.freshFor()));
    }

    private Answer answer(
            List<KnownWallet> wallets, Predicate<OwnedValues> counting, Freshness freshness, Instant asked) {
        Instant now = Instant.now();
        List<OwnedValues> values =
                wallets.stream().map(expectations::of).filter(counting).toList();
        requestWhatIsOld(values, now, freshness);
        List<OwnedValues> shown = values.stream()
                .map(wallet -> wallet.at(
                        freshness.finality(), finalities.of(wallet.wallet().network())))
                .toList();
        return new Answer(
                shown,
                now,
                freshness,
                values.stream().map(OwnedValues::wallet).anyMatch(lanes::isUnderWay),
                !shown.isEmpty() && shown.stream().allMatch(wallet -> wallet.isReadSince(asked)));
    }

    private void requestWhatIsOld(List<OwnedValues> values, Instant now, Freshness freshness) {
        Map<ChainNetwork, List<UUID>> old = values.stream()
                .filter(wallet -> wallet.isToBeRefreshed(now, freshness.revalidateAfter(config.revalidateAfter())))
                .map(OwnedValues::wallet)
                .collect(Collectors.groupingBy(
                        wallet -> wallet.network(), Collectors.mapping(wallet -> wallet.id(), Collectors.toList())));
        old.forEach(lanes::request);
    }
}
