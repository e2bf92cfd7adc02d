package io.ballast.autodeposit.rule;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether a tenant's deposits are paused. */
@Schema(description = "Whether the tenant's deposits are paused, and who said so.")
public record PauseView(
        @Schema(required = true) boolean paused,
        String reason,
        String changedBy,
        Instant changedAt,

        @Schema(required = true, description = "Whether an operator has paused the deposits of all tenants.")
        boolean installationPaused) {}
