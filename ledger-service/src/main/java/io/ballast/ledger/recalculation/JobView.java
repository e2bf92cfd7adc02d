package io.ballast.ledger.recalculation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a recalculation of all accounts has come. */
public record JobView(
        UUID id,

        @Schema(enumeration = {"running", "done"}) String status,

        String requestedBy,

        @Schema(description = "How many accounts there are to do")
        long total,

        @Schema(description = "How many of them are done") long done,

        @Schema(description = "How many of those were wrong, and have been corrected")
        long corrected,

        @Schema(description = "How many have no balance record, and no entries to make one from")
        long missing,

        @Schema(description = "Those that were wrong or have no record; the first of them, if there are many")
        List<JobDrift> drifts,

        Instant startedAt,
        Instant finishedAt) {}
