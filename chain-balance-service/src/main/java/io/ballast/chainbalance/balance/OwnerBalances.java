package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.finality.Finalities;
import io.ballast.chainbalance.refresh.RefreshLanes;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.Wallet;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
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
     * @param known all that is known of the owner
     * @param wallets those that count, as far as they are final enough
     * @param newest the same, however final
     * @param updating whether a refresh of one of the wallets is on its way
     * @param live whether every value was read after the request came
     */
    record Answer(
            KnownOwner known,
            List<OwnedValues> wallets,
            List<OwnedValues> newest,
            Instant now,
            Freshness freshness,
            boolean updating,
            boolean live) {}

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

    /** In loops: every request goes through here. */
    private Answer answer(KnownOwner known, Predicate<OwnedValues> counting, Freshness freshness, Instant asked) {
        Instant now = Instant.now();
        List<OwnedValues> values = counted(known, counting);
        requestWhatIsOld(values, now.minus(freshness.revalidateAfter(config.revalidateAfter())));
        List<OwnedValues> shown = at(values, freshness.finality());
        return new Answer(known, shown, values, now, freshness, isUpdating(values), isReadSince(shown, asked));
    }

    private List<OwnedValues> counted(KnownOwner known, Predicate<OwnedValues> counting) {
        List<OwnedValues> counted = new ArrayList<>(known.wallets().size());
        for (OwnedValues values : expectations.of(known)) {
            if (counting.test(values)) {
                counted.add(values);
            }
        }
        return counted;
    }

    private List<OwnedValues> at(List<OwnedValues> values, Finality finality) {
        List<OwnedValues> shown = new ArrayList<>(values.size());
        for (OwnedValues wallet : values) {
            shown.add(wallet.at(finality, finalities.of(wallet.wallet().network())));
        }
        return shown;
    }

    private boolean isUpdating(List<OwnedValues> values) {
        for (OwnedValues wallet : values) {
            if (lanes.isUnderWay(wallet.wallet())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReadSince(List<OwnedValues> shown, Instant asked) {
        for (OwnedValues wallet : shown) {
            if (!wallet.isReadSince(asked)) {
                return false;
            }
        }
        return !shown.isEmpty();
    }

    private void requestWhatIsOld(List<OwnedValues> values, Instant before) {
        List<Wallet> old = new ArrayList<>(0);
        for (OwnedValues wallet : values) {
            if (wallet.isToBeRefreshed(before)) {
                old.add(wallet.wallet());
            }
        }
        if (!old.isEmpty()) {
            Map<ChainNetwork, List<UUID>> byNetwork = old.stream()
                    .collect(Collectors.groupingBy(
                            Wallet::network, Collectors.mapping(Wallet::id, Collectors.toList())));
            byNetwork.forEach(lanes::request);
        }
    }
}
