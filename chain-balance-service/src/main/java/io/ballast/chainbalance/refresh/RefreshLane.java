package io.ballast.chainbalance.refresh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who waits for a refresh on one network of this process, and who is being refreshed. One batch is on its way at a
 * time: requests that come meanwhile gather for the next one, and a wallet is never in two. Thread-safe.
 */
final class RefreshLane {

    private final int batchSize;
    private final int maxWaiting;
    private final Set<UUID> waiting = new LinkedHashSet<>();
    private final Set<UUID> running = new HashSet<>();
    private boolean pollWanted;
    private boolean tookWaiting;
    private boolean busy;

    RefreshLane(int batchSize, int maxWaiting) {
        this.batchSize = batchSize;
        this.maxWaiting = maxWaiting;
    }

    /** The next thing to do. */
    sealed interface Work {

        /** Refresh these wallets. */
        record Wanted(List<UUID> wallets) implements Work {}

        /** Refresh wallets that are due. */
        record Due() implements Work {}

        record Nothing() implements Work {}
    }

    /** @return whether the lane was idle, and its worker must be woken */
    synchronized boolean want(Collection<UUID> wallets) {
        wallets.stream()
                .filter(wallet -> !running.contains(wallet))
                .filter(wallet -> waiting.size() < maxWaiting)
                .forEach(waiting::add);
        return wakeUp(!waiting.isEmpty());
    }

    /**
     * Asks for wallets that the chain has moved: what is being read of them now may be from before that.
     *
     * @return whether the lane was idle, and its worker must be woken
     */
    synchronized boolean wantAgain(Collection<UUID> wallets) {
        wallets.stream().filter(wallet -> waiting.size() < maxWaiting).forEach(waiting::add);
        return wakeUp(!waiting.isEmpty());
    }

    /** @return whether the lane was idle, and its worker must be woken */
    synchronized boolean wantPoll() {
        pollWanted = true;
        return wakeUp(true);
    }

    /**
     * Takes the next work. Whoever asked for a refresh comes before those who are merely due; but where requests never
     * end, the two take turns, since nobody asks for a wallet whose owner is away.
     */
    synchronized Work next() {
        boolean isPollsTurn = pollWanted && (waiting.isEmpty() || tookWaiting);
        tookWaiting = !isPollsTurn && !waiting.isEmpty();
        if (tookWaiting) {
            List<UUID> next = takeWaiting();
            running.addAll(next);
            return new Work.Wanted(next);
        }
        if (isPollsTurn) {
            pollWanted = false;
            return new Work.Due();
        }
        busy = false;
        return new Work.Nothing();
    }

    /** The wallets that the poll has found due. */
    synchronized void started(Collection<UUID> wallets) {
        running.addAll(wallets);
        waiting.removeAll(running);
        pollWanted |= wallets.size() == batchSize;
    }

    /** The work taken last has ended, well or not. */
    synchronized void ended() {
        running.clear();
    }

    /** Whether a refresh of the wallet is waiting or on its way. */
    synchronized boolean isUnderWay(UUID wallet) {
        return running.contains(wallet) || waiting.contains(wallet);
    }

    private boolean wakeUp(boolean hasWork) {
        boolean wake = hasWork && !busy;
        busy |= hasWork;
        return wake;
    }

    private List<UUID> takeWaiting() {
        List<UUID> next = new ArrayList<>();
        Iterator<UUID> wallets = waiting.iterator();
        while (wallets.hasNext() && next.size() < batchSize) {
            next.add(wallets.next());
            wallets.remove();
        }
        return next;
    }
}
