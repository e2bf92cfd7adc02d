package io.ballast.autodeposit.deposit;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The deposits that began on one day. Amounts are USDC with exactly seven fraction digits. */
@Schema(description = "The deposits that began on one day (UTC). Dry runs are not among them.")
public record DepositDay(
        @Schema(required = true) LocalDate day,
        @Schema(required = true) long deposits,
        @Schema(required = true) long confirmed,
        @Schema(required = true) long failed,
        @Schema(required = true) long held,

        @Schema(required = true, description = "What was confirmed.")
        BigDecimal amount,

        @Schema(description = "Confirmed of those that ended, with four fraction digits; absent where none has.")
        BigDecimal successRate,

        @Schema(
                description =
                        "Milliseconds from decision to confirmation that half of them took at most; absent without any.")
        Long confirmMillisMedian,

        @Schema(description = "The same that 99 of 100 took at most.")
        Long confirmMillisP99) {}
