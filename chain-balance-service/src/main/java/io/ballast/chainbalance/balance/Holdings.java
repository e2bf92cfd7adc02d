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
 * @param wallets those that are read for one of the assets, the oldest first
 * @param registered whether there is any wallet at all, among those that were asked for
 * @param now when that was looked up
 * @param updating whether a refresh is on its way
 * @param live whether every value was read after the request came
 */
public record Holdings(
        List<AssetTotal> totals, List<UUID> wallets, boolean registered, Instant now, boolean updating, boolean live) {

    static Holdings of(OwnerBalances.Answer answer, Set<String> assets, Duration usuallyFreshFor) {
        List<OwnedValues> wallets = answer.wallets().stream()
                .map(wallet -> wallet.of(assets::contains))
                .filter(wallet -> !wallet.balances().isEmpty())
                .toList();
        return new Holdings(
                AssetTotal.of(wallets, answer.now(), answer.freshness().freshFor(usuallyFreshFor)),
                wallets.stream().map(wallet -> wallet.wallet().id()).toList(),
                !answer.wallets().isEmpty(),
                answer.now(),
                answer.updating(),
                answer.live());
    }

    /** Empty if no wallet is read for the asset. */
    public Optional<AssetTotal> of(String asset) {
        return totals.stream().filter(total -> total.asset().equals(asset)).findFirst();
    }
}
