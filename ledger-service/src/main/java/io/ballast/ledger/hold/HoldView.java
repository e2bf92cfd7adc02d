package io.ballast.ledger.hold;

import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.security.Caller;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A hold as clients see it. */
public record HoldView(
        UUID id,

        @Schema(
                description = "By the database's clock: expired from expiresAt on",
                enumeration = {"open", "captured", "voided", "expired"})
        String status,

        @Schema(description = "What its captures become", examples = "payment")
        String type,

        UUID accountId,
        UUID toAccountId,
        @Schema(examples = "USD") String asset,
        @Schema(examples = "120.00") BigDecimal amount,

        @Schema(description = "What has moved", examples = "80.00")
        BigDecimal captured,

        @Schema(description = "What was set free without moving", examples = "0.00")
        BigDecimal released,

        @Schema(description = "What is still kept back", examples = "40.00")
        BigDecimal remaining,

        String reference,
        @Schema(description = "For staff only") String requestedBy,
        Instant createdAt,
        Instant expiresAt,

        @Schema(description = "When it stopped to keep anything back; absent before")
        Instant closedAt) {

    static HoldView of(Hold hold, Caller caller) {
        Asset asset = hold.account().asset();
        return new HoldView(
                hold.id(),
                hold.currentStatus().wireName(),
                hold.type().wireName(),
                hold.account().id(),
                hold.payee().id(),
                asset.code(),
                asset.toDecimal(hold.amount()),
                asset.toDecimal(hold.captured()),
                asset.toDecimal(hold.released()),
                asset.toDecimal(hold.remaining()),
                hold.reference(),
                caller.isStaff() ? hold.userId() : null,
                hold.createdAt(),
                hold.expiresAt(),
                hold.closedAt());
    }
}
