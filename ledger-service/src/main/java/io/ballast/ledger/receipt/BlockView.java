package io.ballast.ledger.receipt;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A block as it is published. Hashes are in hexadecimal. */
public record BlockView(
        @Schema(description = "From 1, without gaps") long number,

        @Schema(description = "The hash of the block before; zeros for the first")
        String previousHash,

        @Schema(description = "The root of the tree over the block's transactions")
        String root,

        @Schema(description = "How many transactions it holds")
        int count,

        Instant sealedAt,

        @Schema(description = "Of the tenant's name and all of the above; it stands for this block and all before it")
        String hash) {

    static BlockView of(Block block) {
        return new BlockView(
                block.number(),
                block.previousHash().hex(),
                block.root().hex(),
                block.count(),
                block.sealedAt(),
                block.hash().hex());
    }
}
