package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.refresh.KnownValue;
import io.ballast.chainbalance.refresh.Observation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One value that was read, with where and when it was true and how sure it is. What depends on a reading is null without one. */
@Schema(name = "Value")
public record ValueView(
        String asset,

        @Schema(nullable = true, description = "In whole units; null if UNKNOWN")
        BigDecimal amount,

        @Schema(nullable = true, description = "In the smallest unit, with every digit")
        String raw,

        int decimals,
        Status status,

        @Schema(nullable = true, description = "When it was last seen to be true")
        Instant asOf,

        @Schema(nullable = true, description = "The block (ledger, consensus second) it was read at")
        Long blockHeight,

        @Schema(nullable = true) String blockHash,

        @Schema(nullable = true, description = "latest, safe or finalized")
        String finality,

        @Schema(nullable = true, description = "Where it was read")
        String source,

        @Schema(nullable = true, description = "Counts the changes of the value without gaps")
        Long version,

        @Schema(nullable = true, description = "Why there is nothing that could hold the asset, in a word")
        String absence,

        @Schema(nullable = true, description = "Why the last try to read failed, in a word")
        String error,

        @Schema(nullable = true, description = "Of an allowance: who may spend it")
        String spender) {

    static ValueView of(ExpectedValue value, Instant now, Duration freshFor) {
        Observation observation = value.observation();
        Status status = value.status(now, freshFor);
        String error = observation.lastError().orElse(null);
        return observation
                .known()
                .map(known -> known(observation, known, status, error))
                .orElseGet(() -> unknown(observation, error));
    }

    boolean isStale() {
        return status == Status.STALE || status == Status.LAST_KNOWN;
    }

    private static ValueView known(Observation observation, KnownValue known, Status status, String error) {
        return new ValueView(
                observation.key().asset(),
                new BigDecimal(known.raw(), observation.decimals()),
                known.raw().toString(),
                observation.decimals(),
                status,
                known.asOf(),
                known.blockHeight(),
                known.blockHash(),
                known.finality(),
                known.source(),
                known.version(),
                known.absence(),
                error,
                spender(observation));
    }

    private static ValueView unknown(Observation observation, String error) {
        return new ValueView(
                observation.key().asset(),
                null,
                null,
                observation.decimals(),
                Status.UNKNOWN,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                error,
                spender(observation));
    }

    private static String spender(Observation observation) {
        return Optional.of(observation.key())
                .filter(key -> !key.isBalance())
                .map(key -> key.spender())
                .orElse(null);
    }
}
