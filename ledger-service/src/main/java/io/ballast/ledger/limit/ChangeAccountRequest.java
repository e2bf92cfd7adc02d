package io.ballast.ledger.limit;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.ballast.ledger.account.AccountStatus;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is to be changed of an account; what is absent stays as it is. */
public record ChangeAccountRequest(
        @Schema(
                implementation = BigDecimal.class,
                description = "How low the balance may go, what is held back counted; negative for an overdraft",
                examples = "-100.00")
        @JsonDeserialize(using = RequestedLimitJson.class)
        RequestedLimit floor,

        @Schema(
                implementation = BigDecimal.class,
                nullable = true,
                description = "How high the balance may go; null for as far as a number reaches",
                examples = "5000.00")
        @JsonDeserialize(using = RequestedLimitJson.class)
        RequestedLimit ceiling,

        @Schema(
                enumeration = {"active", "frozen", "closed"},
                description = "closed needs an account that holds nothing, and is final",
                examples = "frozen")
        @Pattern(regexp = "active|frozen|closed", message = "must be active, frozen or closed")
        String status) {

    @Schema(hidden = true)
    @AssertTrue(message = "must name a floor, a ceiling or a status")
    boolean isAnything() {
        return floor != null || ceiling != null || status != null;
    }

    /** Null to leave it as it is. */
    AccountStatus accountStatus() {
        return status == null ? null : AccountStatus.ofWireName(status);
    }
}
