package io.ballast.ledger.batch;

import io.ballast.ledger.transfer.Chain;
import java.util.List;

/**
 * A batch, ready to be posted.
 *
 * @param items all items, in order
 * @param groupEnds the index of the first item after each group, rising
 * @param chains the groups that can be tried, in order
 */
record BatchPlan(BatchMode mode, List<BatchItem> items, List<Integer> groupEnds, List<Chain> chains) {}
