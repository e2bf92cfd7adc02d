package io.ballast.chainbalance.chain;

import java.time.Instant;
import java.util.List;

/**
 * A batch of reads, all answered at one block.
 *
 * @param asOf when the node was asked for its head: what was true at the block was still true then
 * @param source where it was read, for example {@code blockchain}
 * @param results one for each read, in the order of the reads
 */
public record Reading(BlockRef block, Instant asOf, String source, List<ReadResult> results) {}
