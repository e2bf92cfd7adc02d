package io.ballast.ledger.receipt;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All that is needed to prove a transaction to somebody who knows the published hash of a block. */
public record ReceiptView(
        @Schema(examples = "ballast.receipt.v1") String format,
        String tenant,
        TransactionPart transaction,
        ProofPart proof,
        BlockView block,

        @Schema(description = "The blocks after it up to the one that was asked for, in order")
        List<BlockView> chain) {

    static final String FORMAT = "ballast.receipt.v1";

    /** What was sealed of the transaction. */
    public record TransactionPart(
            UUID id,
            @Schema(examples = "transfer") String type,
            @Schema(examples = "USD") String asset,

            @Schema(description = "How many decimals amounts have", examples = "2")
            int assetScale,

            Instant completedAt,
            List<EntryPart> entries) {}

    /** An entry: of the caller's accounts in clear, of another's what the account holds as a hash only. */
    public record EntryPart(
            UUID accountId,
            @Schema(examples = "-25.50") BigDecimal amount,

            @Schema(description = "Of the caller's accounts")
            Long version,

            @Schema(description = "Of the caller's accounts", examples = "74.50")
            BigDecimal balanceAfter,

            @Schema(description = "Of the caller's accounts: what version and balance are hashed with")
            String salt,

            @Schema(description = "Of other accounts: the hash of version and balance")
            String stateHash) {}

    /** Where the transaction is in its block's tree, and what leads from it to the root. */
    public record ProofPart(
            @Schema(description = "The transaction's place in the block, from 0")
            int index,

            @Schema(description = "The audit path of RFC 9162, from the bottom up")
            List<String> path) {}
}
