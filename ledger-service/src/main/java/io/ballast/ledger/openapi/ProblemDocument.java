package io.ballast.ledger.openapi;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
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

        @Schema(
                required = true,
                enumeration = {
                    "malformed-request",
                    "invalid-request",
                    "idempotency-key-missing",
                    "idempotency-key-invalid",
                    "unauthorized",
                    "forbidden",
                    "tenant-missing",
                    "subject-missing",
                    "own-topup",
                    "own-account",
                    "not-found",
                    "account-not-found",
                    "transaction-not-found",
                    "asset-not-found",
                    "hold-not-found",
                    "block-not-found",
                    "receipt-not-found",
                    "settlement-not-found",
                    "recalculation-not-found",
                    "archive-not-found",
                    "method-not-allowed",
                    "not-acceptable",
                    "account-exists",
                    "account-not-empty",
                    "asset-exists",
                    "topup-already-processed",
                    "topup-expired",
                    "already-reversed",
                    "history-exported",
                    "archive-conflict",
                    "idempotency-in-flight",
                    "hold-expired",
                    "hold-voided",
                    "hold-captured",
                    "receipt-pending",
                    "precondition-failed",
                    "balance-missing",
                    "balance-exists",
                    "account-not-quarantined",
                    "drift-unresolved",
                    "payload-too-large",
                    "unsupported-media-type",
                    "invalid-amount",
                    "unknown-asset",
                    "unsupported-account",
                    "counterparty-unsupported",
                    "not-reversible",
                    "insufficient-funds",
                    "account-frozen",
                    "account-closed",
                    "account-quarantined",
                    "ceiling-exceeded",
                    "capture-exceeds-hold",
                    "chain-broken",
                    "batch-refused",
                    "limits-crossed",
                    "system-account",
                    "same-asset",
                    "settlement-refused",
                    "same-account",
                    "asset-mismatch",
                    "balance-overflow",
                    "idempotency-key-reused",
                    "receipt-mismatch",
                    "rate-limited",
                    "internal-error",
                    "overloaded",
                    "unavailable"
                })
        String code,

        @Schema(description = "The fields that break a rule")
        List<Violation> violations,

        @Schema(description = "With insufficient-funds: what was asked for")
        BigDecimal requiredAmount,

        @Schema(description = "With insufficient-funds: what could be spent")
        BigDecimal currentBalance,

        @Schema(description = "With insufficient-funds: what is missing")
        BigDecimal shortfall,

        @Schema(description = "With already-reversed: the reversal that came first")
        UUID reversalId) {

    /** A field that breaks a rule. */
    record Violation(String field, String in, String message) {}
}
