package io.ballast.ledger.reconciliation;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A pass over a tenant's accounts. */
public record ReconciliationRun(
        UUID id,

        @Schema(enumeration = {"incremental", "full"}) String kind,

        Instant startedAt,

        @Schema(description = "Absent while it runs") Instant finishedAt,

        @Schema(description = "How many accounts were examined; of an incremental pass those that had changed")
        long accounts,

        @Schema(description = "How many of their entries were read")
        long entries,

        @Schema(description = "How many accounts were found wrong")
        long drifts) {}
