package io.ballast.infrastructure.hedera;

import java.util.ArrayList;
import java.util.List;

/** What the mirror node knows: the state as of the last block it has imported, blocks and transactions. Not thread-safe. */
final class MirrorState {

    private static final int MOST_BLOCKS = 10_000;
    private static final int MOST_TRANSACTIONS = 200_000;

    private final LedgerState ledger = new LedgerState();
    private final List<Block> blocks = new ArrayList<>();
    private final List<TransactionRecord> transactions = new ArrayList<>();

    void imported(Block block) {
        block.transactions().forEach(ledger::apply);
        transactions.addAll(block.transactions());
        blocks.add(block);
        forget(transactions, MOST_TRANSACTIONS);
        forget(blocks, MOST_BLOCKS);
    }

    LedgerState ledger() {
        return ledger;
    }

    /** The oldest first. */
    List<Block> blocks() {
        return blocks;
    }

    /** The oldest first. */
    List<TransactionRecord> transactions() {
        return transactions;
    }

    /** Consensus time of the last thing that is known. */
    long timestamp() {
        return blocks.isEmpty() ? 0 : blocks.getLast().to();
    }

    /** A tenth at a time: forgetting the first of a list costs as much as the list is long. */
    private static void forget(List<?> list, int most) {
        if (list.size() > most) {
            list.subList(0, list.size() - most + most / 10).clear();
        }
    }
}
