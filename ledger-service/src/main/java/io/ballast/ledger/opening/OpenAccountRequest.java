package io.ballast.ledger.opening;

import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.account.OwnerType;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whose account of which type is to be opened. */
public record OpenAccountRequest(
        @Schema(
                enumeration = {"user", "community", "company"},
                examples = "user")
        @NotNull
        @Pattern(regexp = "user|community|company", message = "must be user, community or company")
        String ownerType,

        @Schema(examples = "user-a")
        @NotNull
        @Size(min = 1, max = 128)
        @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
        String ownerId,

        @Schema(
                enumeration = {"personal", "company"},
                examples = "personal")
        @NotNull
        @Pattern(regexp = "personal|company", message = "must be personal or company")
        String type,

        @Schema(description = "The default asset if absent", examples = "USD") @Size(min = 2, max = 16)
        String asset) {

    Owner owner() {
        return new Owner(OwnerType.ofWireName(ownerType), ownerId);
    }

    AccountType accountType() {
        return AccountType.ofWireName(type);
    }
}
