package io.ballast.events.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Gathers the broker's answers for some rows, from several threads, and tells once all are there. */
final class Acknowledgements {

    private final Consumer<Sent> whenComplete;
    private final Map<Long, Integer> missing;
    private final List<Long> acknowledged;
    private int outstanding;
    private Throwable failure;

    Acknowledgements(List<OutboxRow> rows, Consumer<Sent> whenComplete) {
        this.whenComplete = whenComplete;
        this.missing = HashMap.newHashMap(rows.size());
        this.acknowledged = new ArrayList<>(rows.size());
        for (OutboxRow row : rows) {
            missing.put(row.id(), row.events().size());
            outstanding += row.events().size();
        }
    }

    synchronized boolean hasFailure() {
        return failure != null;
    }

    /** The answer for one event of a row; a failure of null is the broker's yes. A row counts once all of it is there. */
    void settle(long id, Throwable reason) {
        Sent complete;
        synchronized (this) {
            if (reason != null) {
                fail(reason);
            } else if (missing.merge(id, -1, Integer::sum) == 0) {
                acknowledged.add(id);
            }
            complete = countDown();
        }
        tell(complete);
    }

    /** One event was held back because of a failure before it. */
    void notSent() {
        Sent complete;
        synchronized (this) {
            complete = countDown();
        }
        tell(complete);
    }

    private void fail(Throwable reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    private Sent countDown() {
        outstanding--;
        return outstanding == 0 ? new Sent(List.copyOf(acknowledged), failure) : null;
    }

    private void tell(Sent complete) {
        if (complete != null) {
            whenComplete.accept(complete);
        }
    }
}
