package io.ballast.chainbalance.history;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a wallet's balances went, asset by asset. */
@Schema(name = "WalletHistory")
public record HistoryView(UUID walletId, Instant from, Instant to, String step, List<AssetHistory> assets) {

    /**
     * Of one asset.
     *
     * @param points oldest first, without gaps; the first and the last may be cut by the range
     */
    @Schema(name = "AssetHistory")
    public record AssetHistory(String asset, int decimals, List<Point> points) {}

    /** One step. */
    @Schema(name = "WalletHistoryPoint")
    public record Point(
            Instant from,
            @Schema(description = "Not included") Instant to,

            @Schema(nullable = true, description = "At the end of the step; null as long as nothing was known")
            BigDecimal amount,

            @Schema(nullable = true, description = "The same in the smallest unit")
            String raw,

            @Schema(nullable = true, description = "The least seen, the beginning included")
            BigDecimal low,

            @Schema(nullable = true, description = "The most seen, the beginning included")
            BigDecimal high,

            @Schema(description = "The sum of what it was seen to rise by")
            BigDecimal inflow,

            @Schema(description = "The sum of what it was seen to fall by, without a sign")
            BigDecimal outflow,

            long changes,

            @Schema(
                    description =
                            "Whether days within are summarized: their changes count at the time of their last one")
            boolean summarized) {

        static Point of(HistoryRules.Point point, int decimals) {
            return new Point(
                    point.from(),
                    point.to(),
                    decimal(point.raw(), decimals),
                    point.raw().map(BigInteger::toString).orElse(null),
                    decimal(point.low(), decimals),
                    decimal(point.high(), decimals),
                    new BigDecimal(point.inflow(), decimals),
                    new BigDecimal(point.outflow(), decimals),
                    point.changes(),
                    point.summarized());
        }
    }

    static BigDecimal decimal(Optional<BigInteger> raw, int decimals) {
        return raw.map(units -> new BigDecimal(units, decimals)).orElse(null);
    }
}
