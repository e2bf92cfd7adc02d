package io.ballast.infrastructure.hedera;

import com.hedera.hashgraph.sdk.proto.ResponseCodeEnum;
import io.ballast.infrastructure.hedera.LedgerState.Account;
import io.ballast.infrastructure.hedera.TransactionRecord.Transfer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The network's state and its blocks. Transactions reach consensus one after the other, at once, each at a time of its
 * own; a block closes when it is told to. Thread-safe.
 */
final class Ledger {

    private static final int REMEMBERED_IDS = 100_000;

    private final LedgerState state = new LedgerState();
    private final List<TransactionRecord> open = new ArrayList<>();
    private final Deque<Block> unseen = new ArrayDeque<>();
    private final Map<String, TransactionRecord> byId = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TransactionRecord> eldest) {
            return size() > REMEMBERED_IDS;
        }
    };
    private final Journal journal;
    private final Clock clock;
    private Block last = BlockHashes.FIRST;
    private long lastConsensus;

    private Ledger(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** The network as the journal left it, or a new one. */
    static Ledger open(Journal journal, String operatorKey, Clock clock) {
        Ledger ledger = new Ledger(journal, clock);
        journal.replay(ledger::remember, ledger::closeAsBefore);
        if (ledger.state.account(Genesis.TREASURY).isEmpty()) {
            Genesis.effects(operatorKey).forEach(effects -> ledger.byHand("GENESIS", effects));
        }
        ledger.closeBlock();
        return ledger;
    }

    /**
     * Takes a transaction to consensus.
     *
     * @throws Refusal if it is refused before that; one that fails after that has its receipt
     */
    synchronized TransactionRecord submit(Submission submission) throws Refusal {
        TransactionKind kind = TransactionKind.of(submission.body());
        Precheck.check(submission, state, Genesis.NODE, kind.fee(), clock.instant());
        Refusal.unless(!byId.containsKey(submission.id()), ResponseCodeEnum.DUPLICATE_TRANSACTION);
        kind.checkForm(submission.body());
        try {
            Predicate<Account> signed =
                    account -> account.key().filter(submission::signedBy).isPresent();
            Effects effects = kind.effects(submission, state, signed);
            return settle(submission, kind, TransactionRecord.SUCCESS, effects);
        } catch (Refusal failure) {
            return settle(submission, kind, failure.code().name(), Effects.NONE);
        }
    }

    /** What the sandbox's own hand does: no signature, no fee, and nothing of the rules but sums. */
    synchronized TransactionRecord byHand(String name, Effects effects) {
        long at = nextConsensusTime();
        String id =
                EntityId.text(Genesis.TREASURY) + "-" + ConsensusTime.text(at).replace('.', '-');
        return decided(
                record(at, id, at, 120, name, TransactionRecord.SUCCESS, "", 0, 0, effects, effects.transfers()));
    }

    synchronized Optional<TransactionRecord> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Reads something of the state, which must not be kept. */
    synchronized <T> T read(StateReader<T> reader) throws Refusal {
        return reader.read(state);
    }

    /** A look at the state. */
    @FunctionalInterface
    interface StateReader<T> {
        T read(LedgerState state) throws Refusal;
    }

    /** Closes the block; one without transactions stands for the traffic that the public network always has. */
    synchronized void closeBlock() {
        long to = open.isEmpty() ? nextConsensusTime() : open.getLast().consensusAt();
        long from = open.isEmpty() ? to : open.getFirst().consensusAt();
        Block block = BlockHashes.after(last, from, to, clock.millis(), List.copyOf(open));
        journal.closed(block);
        close(block);
    }

    /** The next block that closed before that time and was not taken yet, in milliseconds. */
    synchronized Optional<Block> takeClosedBefore(long millis) {
        boolean isThere = !unseen.isEmpty() && unseen.getFirst().closedAt() <= millis;
        return isThere ? Optional.of(unseen.removeFirst()) : Optional.empty();
    }

    private TransactionRecord settle(Submission submission, TransactionKind kind, String result, Effects effects)
            throws Refusal {
        return decided(record(
                nextConsensusTime(),
                submission.id(),
                ConsensusTime.of(submission.validStart()),
                submission.validSeconds(),
                kind.name(),
                result,
                submission.body().getMemo(),
                kind.fee(),
                submission.body().getTransactionFee(),
                effects,
                withFee(effects.transfers(), submission.payer(), kind.fee())));
    }

    private static TransactionRecord record(
            long at,
            String id,
            long validStart,
            long validSeconds,
            String name,
            String result,
            String memo,
            long fee,
            long maxFee,
            Effects effects,
            List<Transfer> transfers) {
        return new TransactionRecord(
                at,
                id,
                validStart,
                validSeconds,
                name,
                result,
                memo,
                fee,
                maxFee,
                transfers,
                effects.tokenTransfers(),
                effects.associations(),
                effects.created(),
                effects.token());
    }

    /** One line for each account, as in the public network's records. */
    private static List<Transfer> withFee(List<Transfer> transfers, long payer, long fee) {
        Map<Long, Long> sums = new HashMap<>();
        transfers.forEach(transfer -> sums.merge(transfer.account(), transfer.amount(), Long::sum));
        sums.merge(payer, -fee, Long::sum);
        sums.merge(Genesis.NODE, fee / 10, Long::sum);
        sums.merge(Genesis.FEE_COLLECTOR, fee - fee / 10, Long::sum);
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue() != 0)
                .sorted(Map.Entry.comparingByKey())
                .map(sum -> new Transfer(sum.getKey(), sum.getValue()))
                .toList();
    }

    /** Durable before anybody hears of it. */
    private TransactionRecord decided(TransactionRecord transaction) {
        journal.decided(transaction);
        remember(transaction);
        return transaction;
    }

    private void remember(TransactionRecord transaction) {
        state.apply(transaction);
        byId.put(transaction.id(), transaction);
        open.add(transaction);
        lastConsensus = transaction.consensusAt();
    }

    private void closeAsBefore(Journal.Closed closed) {
        close(new Block(
                closed.number(),
                closed.hash(),
                last.hash(),
                closed.from(),
                closed.to(),
                closed.closedAt(),
                List.copyOf(open)));
    }

    private void close(Block block) {
        last = block;
        lastConsensus = Math.max(lastConsensus, block.to());
        open.clear();
        unseen.addLast(block);
    }

    private long nextConsensusTime() {
        lastConsensus = Math.max(lastConsensus + 1, ConsensusTime.of(clock.instant()));
        return lastConsensus;
    }
}
