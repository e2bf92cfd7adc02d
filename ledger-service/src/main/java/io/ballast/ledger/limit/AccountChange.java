package io.ballast.ledger.limit;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody has changed of an account. */
public record AccountChange(
        @Schema(description = "Rises with every change") long id,

        @Schema(description = "The subject of who changed it")
        String changedBy,

        Instant changedAt,

        @Schema(enumeration = {"floor", "ceiling", "status"})
        String what,

        @Schema(description = "Absent if there was no limit", examples = "0.00")
        String from,

        @Schema(description = "Absent if there is no limit any more", examples = "-100.00")
        String to) {}
