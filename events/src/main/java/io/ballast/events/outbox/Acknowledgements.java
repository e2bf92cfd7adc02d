package io.ballast.events.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers the broker's answers for one batch, from several threads, and tells once all are there. */
final class Acknowledgements {

    private final Consumer<Sent> whenComplete;
    private final List<Long> acknowledged;
    private int outstanding;
    private Throwable failure;

    Acknowledgements(int size, Consumer<Sent> whenComplete) {
        this.whenComplete = whenComplete;
        this.acknowledged = new ArrayList<>(size);
        this.outstanding = size;
    }

    synchronized boolean hasFailure() {
        return failure != null;
    }

    /** One row's answer; a failure of null is the broker's yes. */
    void settle(long id, Throwable reason) {
        Sent complete;
        synchronized (this) {
            if (reason == null) {
                acknowledged.add(id);
            } else if (failure == null) {
                failure = reason;
            }
            complete = countDown();
        }
        tell(complete);
    }

    /** One row was held back because of a failure before it. */
    void notSent() {
        Sent complete;
        synchronized (this) {
            complete = countDown();
        }
        tell(complete);
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
