package io.ballast.infrastructure.stellar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** One of the servers through which the network is seen: it counts its calls, and does wrong what it is told to. */
final class Node {

    private final Chain chain;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Integer> calls = new TreeMap<>();
    private View lagging;

    Node(Chain chain) {
        this.chain = chain;
    }

    /** From now on it does these things wrong, and nothing else. One that lags goes on with what it saw when it began to. */
    synchronized void behave(List<Fault> next) {
        faults.clear();
        faults.addAll(next);
        boolean lags = next.stream().anyMatch(fault -> fault.kind() == Fault.Kind.LAG);
        if (!lags) {
            lagging = null;
        } else if (lagging == null) {
            lagging = chain.frozen();
        }
    }

    /** What it does wrong this time, if that kind is among it. */
    synchronized Optional<Fault> take(Fault.Kind kind, String method) {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.kind() == kind && fault.concerns(method)) {
                if (fault.times() == 1) {
                    faults.remove(i);
                } else if (fault.times() > 1) {
                    faults.set(i, fault.times(fault.times() - 1));
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    synchronized void called(String method) {
        calls.merge(method, 1, Integer::sum);
    }

    synchronized Map<String, Integer> calls() {
        return new TreeMap<>(calls);
    }

    synchronized void forgetCalls() {
        calls.clear();
    }

    /** Looks at the newest ledger that this node sees. */
    <T> T look(Function<View, T> question) {
        View old = lagging();
        if (old == null) {
            return chain.look(question);
        }
        synchronized (old) {
            return question.apply(old);
        }
    }

    private synchronized View lagging() {
        return lagging;
    }
}
