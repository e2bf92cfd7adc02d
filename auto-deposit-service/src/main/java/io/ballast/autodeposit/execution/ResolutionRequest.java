package io.ballast.autodeposit.execution;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an operator found out about a deposit that is held. */
@Schema(description = "What an operator found out.")
public record ResolutionRequest(
        @Schema(
                required = true,
                enumeration = {"look_again", "not_moved"},
                description =
                        "`look_again`: the network is asked once more. `not_moved`: the operator is sure that the vault got"
                                + " nothing; the income may be deposited again.")
        String outcome) {}
