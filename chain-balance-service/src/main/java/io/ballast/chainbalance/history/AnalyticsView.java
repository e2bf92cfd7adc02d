package io.ballast.chainbalance.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a stretch of a wallet's history amounts to, asset by asset. */
@Schema(name = "WalletAnalytics")
public record AnalyticsView(UUID walletId, Instant from, Instant to, List<AssetAnalytics> assets) {

    /** Of one asset. */
    @Schema(name = "AssetAnalytics")
    public record AssetAnalytics(
            String asset,
            int decimals,

            @Schema(nullable = true, description = "At the beginning; null if nothing was known then")
            BigDecimal opening,

            @Schema(nullable = true, description = "At the end")
            BigDecimal closing,

            @Schema(nullable = true, description = "The least seen, the beginning included")
            BigDecimal min,

            @Schema(nullable = true, description = "The most seen, the beginning included")
            BigDecimal max,

            BigDecimal inflow,
            BigDecimal outflow,

            @Schema(description = "inflow - outflow; a first observation is no flow")
            BigDecimal netFlow,

            long changes,
            @Schema(description = "Rounded to 3 decimals") BigDecimal changesPerDay) {

        static AssetAnalytics of(String asset, int decimals, AnalysisRules.Analysis analysis) {
            return new AssetAnalytics(
                    asset,
                    decimals,
                    HistoryView.decimal(analysis.opening(), decimals),
                    HistoryView.decimal(analysis.closing(), decimals),
                    HistoryView.decimal(analysis.low(), decimals),
                    HistoryView.decimal(analysis.high(), decimals),
                    new BigDecimal(analysis.inflow(), decimals),
                    new BigDecimal(analysis.outflow(), decimals),
                    new BigDecimal(analysis.netFlow(), decimals),
                    analysis.changes(),
                    analysis.changesPerDay());
        }
    }
}
