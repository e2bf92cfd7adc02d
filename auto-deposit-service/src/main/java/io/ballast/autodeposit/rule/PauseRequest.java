package io.ballast.autodeposit.rule;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A pause as it is asked for. */
@Schema(description = "Pauses deposits, or lets them go on.")
public record PauseRequest(
        @Schema(required = true) Boolean paused,

        @Schema(required = true, minLength = 1, maxLength = PauseRequest.LONGEST_REASON)
        String reason) {

    static final int LONGEST_REASON = 200;
}
