package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.wallet.Owner;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * All wallets of an owner, and what they hold together.
 *
 * @param stale whether a value is older than promised, or than asked for
 * @param updating whether a refresh is on its way
 * @param live whether every value was read after the request came
 * @param wallets the oldest first; their number is bounded by {@code ballast.wallet.max-per-owner}
 */
@Schema(name = "OwnerBalances")
public record OwnerBalancesView(
        String ownerType,
        String ownerId,
        boolean stale,
        boolean updating,
        boolean live,
        List<AssetTotal> totals,
        List<WalletBalances> wallets)
        implements OwnerAnswer {

    static OwnerBalancesView of(Owner owner, OwnerBalances.Answer answer, Duration usuallyFreshFor) {
        Duration freshFor = answer.freshness().freshFor(usuallyFreshFor);
        List<WalletBalances> wallets = answer.wallets().stream()
                .map(wallet -> WalletBalances.of(wallet, answer.now(), freshFor))
                .toList();
        return new OwnerBalancesView(
                owner.type().code(),
                owner.id(),
                wallets.stream().flatMap(wallet -> wallet.balances().stream()).anyMatch(ValueView::isStale),
                answer.updating(),
                answer.live(),
                AssetTotal.of(answer.wallets(), answer.now(), freshFor),
                wallets);
    }
}
