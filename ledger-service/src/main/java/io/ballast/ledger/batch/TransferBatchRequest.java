package io.ballast.ledger.batch;

import io.ballast.ledger.asset.RequestedAmount;
import io.ballast.ledger.transfer.TransferDraft;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Transfers to be posted by one request. The items' own fields are judged item by item, in {@link BatchRules}. */
public record TransferBatchRequest(
        @Schema(
                enumeration = {"atomic", "independent", "linked"},
                description = "atomic: all or nothing. independent: each by itself. linked: an item with linked=true is"
                        + " posted only together with the next one.",
                examples = "independent")
        @NotNull
        @Pattern(regexp = "atomic|independent|linked", message = "must be atomic, independent or linked")
        String mode,

        @NotNull @Size(min = 1, max = MAX_ITEMS) List<Item> items) {

    public static final int MAX_ITEMS = 10_000;

    /** One transfer of a batch. */
    public record Item(
            @Schema(required = true) UUID fromAccountId,
            @Schema(required = true) UUID toAccountId,

            @Schema(
                    required = true,
                    implementation = BigDecimal.class,
                    description = "Positive; a JSON number, or its digits as a string",
                    examples = "25.00")
            RequestedAmount amount,

            @Schema(
                    maxLength = 140,
                    description = "What both ends may read, at most 140 characters",
                    examples = "dinner")
            String reference,

            @Schema(description = "Only in mode linked: posted only together with the next item")
            Boolean linked) {

        boolean isLinked() {
            return Boolean.TRUE.equals(linked);
        }

        TransferDraft draft() {
            return new TransferDraft(fromAccountId, toAccountId, amount, reference);
        }
    }
}
