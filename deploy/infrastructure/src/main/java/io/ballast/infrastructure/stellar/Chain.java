package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.Journal.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.stellar.sdk.xdr.TransactionResultCode;

/**
 * The network: what waits for the next ledger, and the ledgers that were closed. Ledgers that are closed within one
 * second have the same close time, which the real network never has. Thread-safe.
 */
final class Chain {

    /** The most transactions that wait; beyond it whoever hands one in has to try again. */
    private static final int MAX_PENDING = 1000;

    private static final int USUALLY_KEPT = 120_960;

    private final Contracts contracts = new Contracts(SandboxNetwork.NETWORK);
    private final Map<String, Candidate> pending = new LinkedHashMap<>();
    private final Journal journal;
    private final Clock clock;
    private final View view;
    private Duration skew = Duration.ZERO;
    private Rules rules = Rules.USUAL;

    Chain(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        this.contracts.ofAsset(Moves.NATIVE);
        this.contracts.ofAsset(SandboxNetwork.USDC);
        this.view = new View(SandboxNetwork.genesis(), new History(SandboxNetwork.FIRST_LEDGER, 0, USUALLY_KEPT));
        journal.read().forEach(this::replay);
        journal.head().filter(line -> line.ledger() > view.history().latest()).ifPresent(this::replay);
    }

    /** Hands in a transaction as a client does: one of a source at a time. */
    synchronized Submission submit(Candidate candidate) {
        if (pending.containsKey(candidate.hash())) {
            return new Submission.Duplicate();
        }
        Optional<TransactionResultCode> refusal = new Validity(view.state(), rules, now())
                .refusal(candidate)
                .or(() -> Validity.signatureRefusal(candidate));
        boolean waits =
                pending.values().stream().anyMatch(other -> other.source().equals(candidate.source()));
        if (waits
                && refusal.filter(code -> code != TransactionResultCode.txBAD_SEQ)
                        .isEmpty()) {
            return new Submission.TryAgainLater();
        }
        if (refusal.isPresent()) {
            return new Submission.Refused(refusal.get());
        }
        return queued(candidate);
    }

    /**
     * Hands in a transaction of the network's own accounts, behind others of the same source that wait.
     *
     * @param made the transaction with the sequence number that is its turn
     */
    synchronized Candidate submitOwn(String source, Function<Long, Candidate> made) {
        long waiting = pending.values().stream()
                .filter(other -> other.source().equals(source))
                .count();
        long sequence = view.state().account(source).orElseThrow().sequence() + waiting + 1;
        Candidate candidate = made.apply(sequence);
        pending.put(candidate.hash(), candidate);
        return candidate;
    }

    private Submission queued(Candidate candidate) {
        if (pending.size() >= MAX_PENDING) {
            return new Submission.TryAgainLater();
        }
        pending.put(candidate.hash(), candidate);
        return new Submission.Pending();
    }

    /** Closes a ledger with all that waits; its number. */
    synchronized int close() {
        List<Candidate> candidates = new ArrayList<>(pending.values());
        pending.clear();
        int ledger = view.history().latest() + 1;
        long closedAt = Math.max(now(), view.history().closedAt(view.history().latest()));
        List<AppliedTransaction> applied = applied(ledger, closedAt, rules, candidates);
        List<String> envelopes =
                applied.stream().map(each -> each.candidate().envelope()).toList();
        journal.write(new Line(ledger, closedAt, rules, envelopes));
        view.history().add(ledger, closedAt, applied);
        notifyAll();
        return ledger;
    }

    private void replay(Line line) {
        List<Candidate> candidates =
                line.envelopes().stream().map(Chain::candidate).toList();
        List<AppliedTransaction> applied = applied(line.ledger(), line.closedAt(), line.rules(), candidates);
        view.history().add(line.ledger(), line.closedAt(), applied);
        rules = line.rules();
    }

    private List<AppliedTransaction> applied(int ledger, long closedAt, Rules valid, List<Candidate> candidates) {
        view.state().workAt(ledger);
        Applying applying = new Applying(view.state(), contracts, valid, closedAt);
        return candidates.stream()
                .map(applying::apply)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Waits until the transaction is part of a ledger; empty after the bound. */
    synchronized Optional<AppliedTransaction> await(String hash, Duration bound) throws InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        Optional<AppliedTransaction> found = view.history().transaction(hash);
        while (found.isEmpty() && System.nanoTime() < deadline) {
            wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            found = view.history().transaction(hash);
        }
        return found;
    }

    /** Looks at the newest ledger, while nothing changes. */
    synchronized <T> T look(Function<View, T> question) {
        return question.apply(view);
    }

    /** The newest ledger as it is now, for a node that falls behind. */
    synchronized View frozen() {
        return view.copy();
    }

    synchronized void setRules(Rules next) {
        rules = next;
    }

    synchronized Rules rules() {
        return rules;
    }

    synchronized void keepLedgers(int ledgers, int listed) {
        view.history().keep(ledgers, listed);
    }

    /** Lets the network's clock differ from the machine's. */
    synchronized void skewClock(Duration by) {
        skew = by;
    }

    Contracts contracts() {
        return contracts;
    }

    private long now() {
        return clock.instant().plus(skew).getEpochSecond();
    }

    private static Candidate candidate(String envelope) {
        try {
            return Candidate.of(envelope);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
