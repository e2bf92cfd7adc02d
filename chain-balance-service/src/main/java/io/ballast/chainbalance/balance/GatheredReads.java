package io.ballast.chainbalance.balance;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads hashes from Redis. Reads that an event loop handles in one turn go there together, as one write: nobody waits for
 * company, and each goes on in the context of its own request. They succeed or fail together.
 */
@ApplicationScoped
class GatheredReads {

    private static final int READS_AT_ONCE = 500;

    private final Redis redis;
    private final WalletCacheConfig config;
    private final Vertx vertx;

    /** Of each event loop, what came in its present turn. */
    private final ThreadLocal<List<Waiting>> gathered = ThreadLocal.withInitial(ArrayList::new);

    GatheredReads(Redis redis, WalletCacheConfig config, Vertx vertx) {
        this.redis = redis;
        this.config = config;
        this.vertx = vertx;
    }

    /** The values of the hash, none if there is no such hash. Fails without an answer in time. */
    Uni<Response> values(String key) {
        return Context.isOnEventLoopThread()
                ? Uni.createFrom().emitter(emitter -> gather(key, emitter))
                : bounded(redis.send(hvals(key)));
    }

    private void gather(String key, UniEmitter<? super Response> emitter) {
        List<Waiting> waiting = gathered.get();
        Context context = vertx.getOrCreateContext();
        waiting.add(new Waiting(key, emitter, context));
        if (waiting.size() == 1) {
            context.runOnContext(turnEnds -> ask());
        } else if (waiting.size() == READS_AT_ONCE) {
            ask();
        }
    }

    private void ask() {
        List<Waiting> waiting = gathered.get();
        if (waiting.isEmpty()) {
            return;
        }
        gathered.set(new ArrayList<>());
        List<Request> requests = waiting.stream().map(one -> hvals(one.key())).toList();
        bounded(redis.batch(requests))
                .subscribe()
                .with(answers -> answer(waiting, answers), failure -> waiting.forEach(one -> one.fail(failure)));
    }

    private <T> Uni<T> bounded(Uni<T> asked) {
        return asked.ifNoItem().after(config.timeout()).fail();
    }

    private static Request hvals(String key) {
        return Request.cmd(Command.HVALS).arg(key);
    }

    private static void answer(List<Waiting> waiting, List<Response> answers) {
        for (int index = 0; index < waiting.size(); index++) {
            waiting.get(index).answer(answers.get(index));
        }
    }

    /** Who waits, and where. */
    private static final class Waiting {

        private final String key;
        private final UniEmitter<? super Response> emitter;
        private final Context context;

        Waiting(String key, UniEmitter<? super Response> emitter, Context context) {
            this.key = key;
            this.emitter = emitter;
            this.context = context;
        }

        String key() {
            return key;
        }

        void answer(Response values) {
            context.runOnContext(back -> emitter.complete(values));
        }

        void fail(Throwable failure) {
            context.runOnContext(back -> emitter.fail(failure));
        }
    }
}
