package io.ballast.chainbalance.balance;

import io.ballast.events.background.Gathering;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads owners' stamps, and their entries where these are wanted, from Redis: those of one event loop together, with one command for
 * all stamps. Each goes on in the context of its own request. They succeed or fail together.
 */
@ApplicationScoped
class GatheredReads {

    private static final int READS_AT_ONCE = 500;

    private final Redis redis;
    private final WalletCacheConfig config;
    private final Vertx vertx;
    private final Together together = new Together();
    private final Gathering<Waiting, List<Response>> gathering = new Gathering<>(READS_AT_ONCE, together);

    GatheredReads(Redis redis, WalletCacheConfig config, Vertx vertx) {
        this.redis = redis;
        this.config = config;
        this.vertx = vertx;
    }

    /** What Redis said of an owner. */
    static final class Told {

        private final String stamp;
        private final Response values;
        private final String generation;

        private Told(String stamp, Response values, String generation) {
            this.stamp = stamp;
            this.values = values;
            this.generation = generation;
        }

        /** Null if there is none. */
        String stamp() {
            return stamp;
        }

        /** Of the entry's hash, none if there is no entry; null if they were not asked for. */
        Response values() {
            return values;
        }

        /** Null if there is none, or if it was not asked for. */
        String generation() {
            return generation;
        }
    }

    /** Fails without an answer in time. */
    Uni<Told> stamp(CacheKeys keys) {
        return read(keys, false);
    }

    /** With the values, which are no older than the stamp, and the generation, which is no older than these. Fails without an answer in time. */
    Uni<Told> entry(CacheKeys keys) {
        return read(keys, true);
    }

    private Uni<Told> read(CacheKeys keys, boolean withValues) {
        return Uni.createFrom().emitter(emitter -> gather(new Waiting(keys, withValues, emitter, context())));
    }

    private ContextInternal context() {
        return Context.isOnEventLoopThread() ? (ContextInternal) vertx.getOrCreateContext() : null;
    }

    private void gather(Waiting one) {
        if (one.context != null) {
            gathering.add(one, one.context);
            return;
        }
        List<Waiting> alone = List.of(one);
        together.send(alone)
                .subscribe()
                .with(answers -> together.answered(alone, answers), failure -> together.failed(alone, failure));
    }

    private final class Together implements Gathering.Together<Waiting, List<Response>> {

        @Override
        public Uni<List<Response>> send(List<Waiting> reads) {
            return redis.batch(requests(reads))
                    .ifNoItem()
                    .after(config.timeout())
                    .fail();
        }

        @Override
        public void answered(List<Waiting> reads, List<Response> answers) {
            answer(reads, answers);
        }

        @Override
        public void failed(List<Waiting> reads, Throwable failure) {
            reads.forEach(read -> read.fail(failure));
        }
    }

    /** The stamps come first: a change in between makes values newer than their stamp, and never older. */
    private static List<Request> requests(List<Waiting> waiting) {
        List<Request> requests = new ArrayList<>();
        Request stamps = Request.cmd(Command.MGET);
        requests.add(stamps);
        for (Waiting one : waiting) {
            stamps.arg(one.keys.stamp());
            if (one.withValues) {
                requests.add(Request.cmd(Command.HVALS).arg(one.keys.entry()));
                requests.add(Request.cmd(Command.GET).arg(one.keys.generation()));
            }
        }
        return requests;
    }

    private static void answer(List<Waiting> waiting, List<Response> answers) {
        Response stamps = answers.getFirst();
        int next = 1;
        for (int index = 0; index < waiting.size(); index++) {
            Waiting one = waiting.get(index);
            String stamp = text(stamps.get(index));
            if (one.withValues) {
                one.answer(new Told(stamp, answers.get(next), text(answers.get(next + 1))));
                next += 2;
            } else {
                one.answer(new Told(stamp, null, null));
            }
        }
    }

    private static String text(Response response) {
        return response == null ? null : response.toString();
    }

    /** Who waits, and where. Goes on at once if that is the thread which has the answer; the public interface always takes another turn. */
    private static final class Waiting {

        private final CacheKeys keys;
        private final boolean withValues;
        private final UniEmitter<? super Told> emitter;
        private final ContextInternal context;

        /** @param context null for who is not on an event loop */
        Waiting(CacheKeys keys, boolean withValues, UniEmitter<? super Told> emitter, ContextInternal context) {
            this.keys = keys;
            this.withValues = withValues;
            this.emitter = emitter;
            this.context = context;
        }

        void answer(Told told) {
            goOn(waiting -> waiting.complete(told));
        }

        void fail(Throwable failure) {
            goOn(waiting -> waiting.fail(failure));
        }

        private void goOn(Consumer<UniEmitter<? super Told>> with) {
            if (context == null) {
                with.accept(emitter);
            } else {
                context.emit(emitter, with::accept);
            }
        }
    }
}
