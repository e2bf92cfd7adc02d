package io.ballast.chainbalance.chain;

import java.time.Instant;

/**
 * The block that a batch of reads was pinned to.
 *
 * @param minedAt the block's own time
 */
public record BlockRef(long height, String hash, Instant minedAt, Finality finality) {}
