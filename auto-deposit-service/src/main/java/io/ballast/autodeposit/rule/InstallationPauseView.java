package io.ballast.autodeposit.rule;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether all tenants' deposits are paused. */
@Schema(description = "Whether the deposits of all tenants are paused, and who said so last.")
public record InstallationPauseView(
        @Schema(required = true) boolean paused,
        @Schema(required = true) String reason,
        @Schema(required = true) String changedBy,
        @Schema(required = true) Instant changedAt) {}
