package io.ballast.ledger.reversal;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a transaction is taken back. */
public record ReversalRequest(
        @Schema(description = "Both ends may read it", examples = "booked twice")
        @Size(max = 140)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String reason) {}
