package io.ballast.ledger.reconciliation;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the reconciliation of a tenant has done and found. */
public record ReconciliationView(
        @Schema(description = "How many accounts have open drifts; 0 is right")
        long driftAccounts,

        @Schema(description = "The last passes, newest first")
        List<ReconciliationRun> runs,

        @Schema(description = "Drifts that are not resolved, oldest first")
        List<DriftReport> drifts) {}
