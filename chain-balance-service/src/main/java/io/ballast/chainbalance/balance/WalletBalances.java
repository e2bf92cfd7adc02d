package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.wallet.Wallet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A wallet with each of its values. */
@Schema(name = "WalletBalances")
public record WalletBalances(
        UUID id,
        String chain,
        String network,
        String address,
        String role,
        List<ValueView> balances,
        List<ValueView> allowances) {

    static WalletBalances of(OwnedValues values, Instant now, Duration freshFor) {
        Wallet wallet = values.wallet();
        return new WalletBalances(
                wallet.id(),
                wallet.network().chain(),
                wallet.network().network(),
                wallet.address(),
                wallet.role().code(),
                views(values.balances(), now, freshFor),
                views(values.allowances(), now, freshFor));
    }

    private static List<ValueView> views(List<ExpectedValue> values, Instant now, Duration freshFor) {
        return values.stream().map(value -> ValueView.of(value, now, freshFor)).toList();
    }
}
