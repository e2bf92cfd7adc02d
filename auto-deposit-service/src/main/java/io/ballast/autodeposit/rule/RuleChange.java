package io.ballast.autodeposit.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who made which rule of it, and what it was before. */
@Schema(description = "A change of a rule.")
public record RuleChange(
        @Schema(required = true) long version,

        @Schema(required = true, description = "The `sub` of who changed it.")
        String changedBy,

        @Schema(implementation = RuleView.class, description = "Absent for the first one.")
        JsonNode before,

        @Schema(required = true, implementation = RuleView.class)
        JsonNode after,

        @Schema(required = true) Instant changedAt) {}
