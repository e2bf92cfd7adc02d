package io.ballast.chainbalance.balance;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What all wallets together hold of one asset, by its symbol, over all networks.
 *
 * @param amount null if a wallet was never read: a sum that leaves one out would be an invented number
 * @param status the worst of the wallets' statuses
 * @param asOf when the oldest of the values was true
 */
@Schema(name = "AssetTotal")
public record AssetTotal(
        String asset,
        @Schema(nullable = true) BigDecimal amount,
        Status status,
        @Schema(nullable = true) Instant asOf) {

    public boolean stale() {
        return status == Status.STALE || status == Status.LAST_KNOWN;
    }

    /** One for each asset that a wallet is read for, by symbol. */
    static List<AssetTotal> of(List<OwnedValues> wallets, Instant now, Duration freshFor) {
        List<ExpectedValue> values =
                wallets.stream().flatMap(wallet -> wallet.balances().stream()).toList();
        return values.stream()
                .map(value -> value.observation().key().asset())
                .distinct()
                .sorted()
                .map(asset -> of(asset, values, now, freshFor))
                .toList();
    }

    private static AssetTotal of(String asset, List<ExpectedValue> all, Instant now, Duration freshFor) {
        List<ExpectedValue> values = all.stream()
                .filter(value -> value.observation().key().asset().equals(asset))
                .toList();
        Part part = Part.of(values, BigDecimal::add, now, freshFor);
        return new AssetTotal(
                asset, part.amount().orElse(null), part.status(), part.asOf().orElse(null));
    }
}
