package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.credit.BlockId;
import java.time.Instant;

/** A block, with the one it follows. */
record Header(long height, String hash, String parentHash, Instant minedAt) {

    BlockRef as(Finality finality) {
        return new BlockRef(height, hash, minedAt, finality);
    }

    BlockId id() {
        return new BlockId(height, hash);
    }
}
