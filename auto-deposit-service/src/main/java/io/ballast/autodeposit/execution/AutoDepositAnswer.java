package io.ballast.autodeposit.execution;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a check did. */
@Schema(description = "What the check did with each of the caller's wallets.")
public record AutoDepositAnswer(
        @Schema(required = true) boolean success,
        @Schema(required = true) List<AutoDepositView> wallets) {}
