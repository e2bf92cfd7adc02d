package io.ballast.events.background;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends the calls of an event loop together: those of one turn, and then those that came while the ones before were under way.
 * So nobody waits for company when there is little to do, and there is one round trip at a time when there is much. What is
 * full goes at once, beside what is under way.
 *
 * @param <T> a call
 * @param <R> the answer to some of them
 */
public final class Gathering<T, R> {

    /** What is done with calls that go together. */
    public interface Together<T, R> {

        /** Sends them; has to end in time, whatever happens. */
        Uni<R> send(List<T> calls);

        /** Hands the answer on. On the event loop that the calls came from. */
        void answered(List<T> calls, R answer);

        /**
         * Says why there is no answer, also to the calls that came meanwhile: they would wait as long for the same. On the event
         * loop that the calls came from.
         */
        void failed(List<T> calls, Throwable failure);
    }

    private final Together<T, R> together;
    private final int atOnce;
    private final ThreadLocal<Gathered> gathered = ThreadLocal.withInitial(Gathered::new);

    /** @param atOnce how many go together at most */
    public Gathering(int atOnce, Together<T, R> together) {
        this.atOnce = atOnce;
        this.together = together;
    }

    /** Adds a call. To be called on an event loop. */
    public void add(T call, Context context) {
        Gathered own = gathered.get();
        int waiting = own.add(call);
        if (waiting == atOnce) {
            send(own, context);
        } else if (waiting == 1 && own.isIdle()) {
            context.runOnContext(turnEnds -> sendNext(own, context));
        }
    }

    private void sendNext(Gathered own, Context context) {
        if (own.isIdle() && !own.isEmpty()) {
            send(own, context);
        }
    }

    private void send(Gathered own, Context context) {
        List<T> calls = own.begin();
        Uni.createFrom()
                .deferred(() -> together.send(calls))
                .subscribe()
                .with(
                        answer -> context.runOnContext(back -> answered(own, context, calls, answer)),
                        failure -> context.runOnContext(back -> failed(own, calls, failure)));
    }

    /** Those that wait go first: their way is the longer one. */
    private void answered(Gathered own, Context context, List<T> calls, R answer) {
        own.end();
        sendNext(own, context);
        together.answered(calls, answer);
    }

    private void failed(Gathered own, List<T> calls, Throwable failure) {
        own.end();
        calls.addAll(own.takeAll());
        together.failed(calls, failure);
    }

    /** The calls of one event loop that have not been sent yet. Only its thread touches them. */
    private final class Gathered {

        private List<T> waiting = new ArrayList<>();
        private int underWay;

        int add(T call) {
            waiting.add(call);
            return waiting.size();
        }

        boolean isEmpty() {
            return waiting.isEmpty();
        }

        boolean isIdle() {
            return underWay == 0;
        }

        List<T> begin() {
            underWay++;
            return takeAll();
        }

        void end() {
            underWay--;
        }

        List<T> takeAll() {
            List<T> all = waiting;
            waiting = new ArrayList<>();
            return all;
        }
    }
}
