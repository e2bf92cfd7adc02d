package io.ballast.ledger.openapi;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The form of every problem, for the description of the API only. */
@Schema(name = "Problem")
record ProblemDocument(
        @Schema(description = "urn:ballast:problem: and the code", required = true)
        String type,

        @Schema(required = true) String title,
        @Schema(required = true) int status,
        String detail,
        @Schema(description = "The path of the request") String instance,
        @Schema(required = true) String code,

        @Schema(description = "The fields that break a rule")
        List<Violation> violations,

        @Schema(description = "With insufficient-funds: what was asked for")
        BigDecimal requiredAmount,

        @Schema(description = "With insufficient-funds: what could be spent")
        BigDecimal currentBalance,

        @Schema(description = "With insufficient-funds: what is missing")
        BigDecimal shortfall) {

    /** A field that breaks a rule. */
    record Violation(String field, String in, String message) {}
}
