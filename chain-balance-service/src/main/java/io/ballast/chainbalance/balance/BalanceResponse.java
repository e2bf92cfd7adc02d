package io.ballast.chainbalance.balance;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer of {@code GET /api/balance}. Up to {@code updating} it is the form that existing clients know; what follows
 * was added.
 *
 * @param timestamp when the oldest balance in the sum was true
 * @param cached whether a value is from before the request: only one with {@code live=true} waits for a chain
 * @param updating whether a refresh is on its way
 */
public record BalanceResponse(
        boolean success,
        BigDecimal balance,
        @JsonProperty("derived_balance") BigDecimal derivedBalance,
        @JsonProperty("proxy_balance") BigDecimal proxyBalance,

        @JsonProperty("proxy_allowance") @Schema(nullable = true, description = "Null only if it is not known")
        BigDecimal proxyAllowance,

        String currency,
        Instant timestamp,
        String source,
        boolean cached,
        boolean updating,
        boolean stale,
        Instant asOf,

        @JsonProperty("proxy_allowance_raw")
        @Schema(nullable = true, description = "The allowance in the smallest unit, with every digit")
        String proxyAllowanceRaw,

        @JsonProperty("derived_status") Status derivedStatus,
        @JsonProperty("proxy_status") Status proxyStatus,
        @JsonProperty("proxy_allowance_status") Status proxyAllowanceStatus,
        List<WalletState> wallets) {

    private static final String SOURCE = "blockchain";

    static BalanceResponse of(BalanceView.Known known, String currency, OwnerBalances.Answer answer) {
        return new BalanceResponse(
                true,
                known.total().amount().orElseThrow(),
                known.derived().amount().orElseThrow(),
                known.proxy().amount().orElseThrow(),
                known.allowance().amount().orElse(null),
                currency,
                known.asOf(),
                SOURCE,
                !answer.live(),
                answer.updating(),
                known.stale(),
                known.asOf(),
                known.allowanceRaw().map(BigInteger::toString).orElse(null),
                known.derived().status(),
                known.proxy().status(),
                known.allowance().status(),
                known.wallets());
    }
}
