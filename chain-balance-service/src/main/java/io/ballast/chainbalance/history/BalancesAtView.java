package io.ballast.chainbalance.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was known of a wallet at a time; assets of which nothing was known by then are left out. */
@Schema(name = "BalancesAt")
public record BalancesAtView(UUID walletId, Instant at, List<BalanceAt> balances) {

    /** Of one asset. */
    @Schema(name = "BalanceAt")
    public record BalanceAt(
            String asset,
            BigDecimal amount,
            String raw,
            int decimals,

            @Schema(description = "When it was first seen to be so")
            Instant asOf,

            long blockHeight,
            @Schema(nullable = true) String blockHash,
            String finality,
            String source,
            long version,

            @Schema(nullable = true, description = "Why there was nothing that could hold the asset, in a word")
            String absence,

            @Schema(description = "Whether it is a day's last balance, and that day's others are kept no more")
            boolean summarized) {

        static BalanceAt of(ValueAt value) {
            return new BalanceAt(
                    value.asset(),
                    new BigDecimal(value.raw(), value.decimals()),
                    value.raw().toString(),
                    value.decimals(),
                    value.asOf(),
                    value.blockHeight(),
                    value.blockHash(),
                    value.finality(),
                    value.source(),
                    value.version(),
                    value.absence(),
                    value.summarized());
        }
    }

    static BalancesAtView of(UUID walletId, Instant at, List<ValueAt> values) {
        return new BalancesAtView(
                walletId, at, values.stream().map(BalanceAt::of).toList());
    }
}
