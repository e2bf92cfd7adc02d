package io.ballast.chainbalance.hedera;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.credit.Credit;
import io.ballast.chainbalance.provider.RpcException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks through the transactions of some accounts between two consensus times.
 *
 * @param accounts at most as many as a call may name
 * @param after exclusive
 * @param until inclusive
 * @param blocks the newest ones, for the usual case that what is found is in one of them
 */
record CreditSearch(
        List<HtsToken> tokens,
        List<RegisteredAccounts.Account> accounts,
        ConsensusTime after,
        ConsensusTime until,
        MirrorBlocks blocks,
        int mostPages) {

    /**
     * What was found.
     *
     * @param end up to where everything was seen; before the wanted end if there was more than a look takes
     * @param movedAt of every transaction, with the accounts that it moved
     */
    record Found(List<Credit> credits, List<Movement> movedAt, ConsensusTime end) {}

    record Movement(ConsensusTime at, Set<String> accounts) {}

    Found in(MirrorNode node, Instant deadline) throws RpcException {
        List<MirrorTransaction> transactions = new ArrayList<>();
        Optional<String> next = Optional.of(MirrorNode.transactionsOf(
                accounts.stream().map(RegisteredAccounts.Account::id).toList(), after, until));
        for (int pages = 0; next.isPresent() && pages < mostPages; pages++) {
            MirrorNode.Page page = node.transactions(next.get(), deadline);
            transactions.addAll(page.transactions());
            next = page.next();
        }
        ConsensusTime end = next.isEmpty() ? until : lastOf(transactions);
        return found(transactions, end, node, deadline);
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
            if (known.at(transaction.consensusAt()).isEmpty() || known.end().compareTo(transaction.consensusAt()) < 0) {
                known = node.blocksFrom(transaction.consensusAt(), deadline);
            }
            Set<String> mine = registeredBefore(transaction.consensusAt());
            credits.addAll(CreditRules.of(transaction, tokens, mine, block(known, transaction)));
            Set<String> moved = new HashSet<>(transaction.accounts().toList());
            moved.retainAll(mine);
            movements.add(new Movement(transaction.consensusAt(), moved));
        }
        return new Found(credits, movements, end);
    }

    /** What is read again may have come before somebody registered: their first balance has it. */
    private Set<String> registeredBefore(ConsensusTime time) {
        return accounts.stream()
                .filter(account -> account.since().isBefore(time.instant()))
                .map(RegisteredAccounts.Account::id)
                .collect(Collectors.toSet());
    }

    private static BlockRef block(MirrorBlocks known, MirrorTransaction transaction) throws RpcException {
        return known.at(transaction.consensusAt()).orElseThrow(() -> RpcException.unavailable("mirror_behind"));
    }
}
