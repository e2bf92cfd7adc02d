package io.ballast.ledger.history;

import io.ballast.ledger.asset.Asset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How an account's balance went.
 *
 * @param points oldest first, without gaps; the first and the last may be cut by the range
 */
@Schema(name = "History")
public record HistoryView(UUID accountId, String asset, String step, List<Point> points) {

    /** One step. */
    @Schema(name = "HistoryPoint")
    public record Point(
            Instant from,
            @Schema(description = "Not included") Instant to,

            @Schema(description = "At the end of the step", examples = "9880.00")
            BigDecimal balance,

            @Schema(description = "At the end of the step", examples = "2")
            long version,

            @Schema(description = "The sum of what came", examples = "0.00")
            BigDecimal in,

            @Schema(description = "The sum of what went, without a sign", examples = "120.00")
            BigDecimal out) {

        static Point of(HistoryPoint point, Asset asset) {
            return new Point(
                    point.from(),
                    point.to(),
                    asset.toDecimal(point.balance()),
                    point.version(),
                    decimal(point.in(), asset),
                    decimal(point.out(), asset));
        }

        private static BigDecimal decimal(BigInteger units, Asset asset) {
            return new BigDecimal(units, asset.scale());
        }
    }
}
