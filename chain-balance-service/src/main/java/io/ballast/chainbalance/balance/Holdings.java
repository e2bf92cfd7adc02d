package io.ballast.chainbalance.balance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What an owner's wallets hold of some assets.
 *
 * @param totals one for each of the assets that a wallet is read for
 * @param newest the same by the newest values, however final they are
 * @param wallets those that are read for one of the assets, the oldest first
 * @param registered whether there is any wallet at all, among those that were asked for
 * @param now when that was looked up
 * @param updating whether a refresh is on its way
 * @param live whether every value was read after the request came
 */
public record Holdings(
        List<AssetTotal> totals,
        List<AssetTotal> newest,
        List<UUID> wallets,
        boolean registered,
        Instant now,
        boolean updating,
        boolean live) {

    static Holdings of(OwnerBalances.Answer answer, Set<String> assets, Duration usuallyFreshFor) {
        Duration freshFor = answer.freshness().freshFor(usuallyFreshFor);
        List<OwnedValues> wallets = of(answer.wallets(), assets);
        return new Holdings(
                AssetTotal.of(wallets, answer.now(), freshFor),
                AssetTotal.of(of(answer.newest(), assets), answer.now(), freshFor),
                wallets.stream().map(wallet -> wallet.wallet().id()).toList(),
                !answer.wallets().isEmpty(),
                answer.now(),
                answer.updating(),
                answer.live());
    }

    private static List<OwnedValues> of(List<OwnedValues> wallets, Set<String> assets) {
        return wallets.stream()
                .map(wallet -> wallet.of(assets::contains))
                .filter(wallet -> !wallet.balances().isEmpty())
                .toList();
    }

    /** Empty if no wallet is read for the asset. */
    public Optional<AssetTotal> of(String asset) {
        return of(totals, asset);
    }

    /** The same by the newest values. */
    public Optional<AssetTotal> newestOf(String asset) {
        return of(newest, asset);
    }

    private static Optional<AssetTotal> of(List<AssetTotal> totals, String asset) {
        return totals.stream().filter(total -> total.asset().equals(asset)).findFirst();
    }
}
