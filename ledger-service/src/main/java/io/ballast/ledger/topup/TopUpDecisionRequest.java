package io.ballast.ledger.topup;

import io.ballast.ledger.transaction.TransactionStatus;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How an admin decides a top-up. */
public record TopUpDecisionRequest(
        @Schema(
                enumeration = {"success", "failed"},
                examples = "success")
        @NotNull
        @Pattern(regexp = "success|failed", message = "must be success or failed")
        String status) {

    TransactionStatus decision() {
        return TransactionStatus.ofWireName(status);
    }
}
