package io.ballast.autodeposit.webhook;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a webhook. */
@Schema(description = "What became of the webhook.")
public record WebhookAnswer(
        @Schema(required = true, description = "Whether it had been taken before, and did nothing.")
        boolean duplicate) {}
