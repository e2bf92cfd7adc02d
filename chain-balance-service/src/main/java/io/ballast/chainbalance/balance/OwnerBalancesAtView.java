package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.history.BalancesAtView;
import io.ballast.chainbalance.history.OwnerHistory;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.Wallet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was known at a time of an owner's wallets, and what they held together.
 *
 * @param wallets those that were registered by then and still are, the oldest first
 */
@Schema(name = "OwnerBalancesAt")
public record OwnerBalancesAtView(
        String ownerType, String ownerId, Instant at, List<TotalAt> totals, List<WalletAt> wallets)
        implements OwnerAnswer {

    /** Of one asset, by its symbol, over all networks. */
    @Schema(name = "AssetTotalAt")
    public record TotalAt(
            String asset,

            @Schema(
                    nullable = true,
                    description =
                            "Null if of one of the wallets nothing was known then: a sum without it would be invented")
            BigDecimal amount) {}

    /** One wallet; assets of which nothing was known by then are left out. */
    @Schema(name = "WalletBalancesAt")
    public record WalletAt(
            UUID id,
            String chain,
            String network,
            String address,
            String role,
            List<BalancesAtView.BalanceAt> balances) {

        private static WalletAt of(OwnerHistory.WalletAt at) {
            Wallet wallet = at.wallet();
            return new WalletAt(
                    wallet.id(),
                    wallet.network().chain(),
                    wallet.network().network(),
                    wallet.address(),
                    wallet.role().code(),
                    at.balances());
        }
    }

    static OwnerBalancesAtView of(Owner owner, Instant at, List<OwnerHistory.WalletAt> wallets) {
        return new OwnerBalancesAtView(
                owner.type().code(),
                owner.id(),
                at,
                totals(wallets),
                wallets.stream().map(WalletAt::of).toList());
    }

    private static List<TotalAt> totals(List<OwnerHistory.WalletAt> wallets) {
        return wallets.stream()
                .flatMap(wallet -> Stream.concat(
                        wallet.balances().stream().map(BalancesAtView.BalanceAt::asset), wallet.unknown().stream()))
                .distinct()
                .sorted()
                .map(asset -> new TotalAt(asset, total(asset, wallets)))
                .toList();
    }

    private static BigDecimal total(String asset, List<OwnerHistory.WalletAt> wallets) {
        if (wallets.stream().anyMatch(wallet -> wallet.unknown().contains(asset))) {
            return null;
        }
        return wallets.stream()
                .flatMap(wallet -> wallet.balances().stream())
                .filter(balance -> balance.asset().equals(asset))
                .map(BalancesAtView.BalanceAt::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
