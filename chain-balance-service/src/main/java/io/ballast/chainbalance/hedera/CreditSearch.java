package io.ballast.chainbalance.hedera;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.credit.Credit;
import io.ballast.chainbalance.provider.RpcException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks through the transactions of some accounts between two consensus times.
 *
 * @param since the accounts, with when each was registered: at most as many as a call may name, or else among everybody's
 * @param amongEverybodys whether to look through the transactions of the whole network
 * @param after exclusive
 * @param until inclusive
 * @param blocks the newest ones, for the usual case that what is found is in one of them
 */
record CreditSearch(
        List<HtsToken> tokens,
        Map<String, Instant> since,
        boolean amongEverybodys,
        ConsensusTime after,
        ConsensusTime until,
        MirrorBlocks blocks,
        int mostPages) {

    /**
     * What was found.
     *
     * @param end up to where everything was seen; before the wanted end if there was more than a look takes
     * @param movedAt of every transaction that moved some of the accounts, with these
     */
    record Found(List<Credit> credits, List<Movement> movedAt, ConsensusTime end) {}

    record Movement(ConsensusTime at, Set<String> accounts) {}

    Found in(MirrorNode node, Instant deadline) throws RpcException {
        List<MirrorTransaction> transactions = new ArrayList<>();
        Optional<String> next = Optional.of(firstPage());
        for (int pages = 0; next.isPresent() && pages < mostPages; pages++) {
            MirrorNode.Page page = node.transactions(next.get(), deadline);
            transactions.addAll(page.transactions());
            next = page.next();
        }
        ConsensusTime end = next.isEmpty() ? until : lastOf(transactions);
        return found(transactions, end, node, deadline);
    }

    private String firstPage() {
        return amongEverybodys
                ? MirrorNode.transactions(after, until)
                : MirrorNode.transactionsOf(since.keySet(), after, until);
    }

    private ConsensusTime lastOf(List<MirrorTransaction> transactions) {
        return transactions.stream()
                .map(MirrorTransaction::consensusAt)
                .max(Comparator.naturalOrder())
                .orElse(after);
    }

    private Found found(List<MirrorTransaction> transactions, ConsensusTime end, MirrorNode node, Instant deadline)
            throws RpcException {
        List<Credit> credits = new ArrayList<>();
        List<Movement> movements = new ArrayList<>();
        MirrorBlocks known = blocks;
        for (MirrorTransaction transaction : transactions) {
            Set<String> mine = mineOf(transaction);
            if (mine.isEmpty()) {
                continue;
            }
            if (known.at(transaction.consensusAt()).isEmpty() || known.end().compareTo(transaction.consensusAt()) < 0) {
                known = node.blocksFrom(transaction.consensusAt(), deadline);
            }
            credits.addAll(CreditRules.of(transaction, tokens, mine, block(known, transaction)));
            movements.add(new Movement(transaction.consensusAt(), mine));
        }
        return new Found(credits, movements, end);
    }

    /** What is read again may have come before somebody registered: their first balance has it. */
    private Set<String> mineOf(MirrorTransaction transaction) {
        Instant at = transaction.consensusAt().instant();
        return transaction
                .accounts()
                .filter(account -> since.getOrDefault(account, Instant.MAX).isBefore(at))
                .collect(Collectors.toSet());
    }

    private static BlockRef block(MirrorBlocks known, MirrorTransaction transaction) throws RpcException {
        return known.at(transaction.consensusAt()).orElseThrow(() -> RpcException.unavailable("mirror_behind"));
    }
}
