package io.ballast.ledger.hold;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ballast.ledger.asset.RequestedAmount;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How much of a hold is to be moved. */
public record CaptureRequest(
        @Schema(
                implementation = BigDecimal.class,
                description = "Positive; a JSON number, or its digits as a string; all that remains if absent",
                examples = "80.00")
        RequestedAmount amount,

        @Schema(description = "Whether what remains then is set free; false if absent") @JsonProperty("final")
        Boolean last) {

    boolean isLast() {
        return Boolean.TRUE.equals(last);
    }
}
