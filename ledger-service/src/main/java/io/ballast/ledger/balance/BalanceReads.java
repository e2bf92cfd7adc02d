package io.ballast.ledger.balance;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reads cached balances. Reads of one event loop ask Redis together: those of one turn, and then those that came while Redis
 * was being asked. So nobody waits for company when there is little to do, and there is one round trip at a time when there
 * is much. Without an answer in time nothing is found.
 */
@ApplicationScoped
class BalanceReads {

    private static final Logger LOG = Logger.getLogger(BalanceReads.class);
    private static final int KEYS_AT_ONCE = 500;

    private final RedisAPI redis;
    private final BalanceCacheConfig config;
    private final Vertx vertx;

    /** Of each event loop, what it has not asked for yet. */
    private final ThreadLocal<Gathered> gathered = ThreadLocal.withInitial(Gathered::new);

    BalanceReads(RedisAPI redis, BalanceCacheConfig config, Vertx vertx) {
        this.redis = redis;
        this.config = config;
        this.vertx = vertx;
    }

    /** The balance under that key, if Redis has it and answers in time. Never fails. */
    Uni<Optional<BigDecimal>> read(String key) {
        if (config.gather() && Context.isOnEventLoopThread()) {
            return Uni.createFrom().emitter(emitter -> gather(key, emitter));
        }
        return bounded(redis.get(key).map(BalanceReads::decimal)).onFailure().recoverWithItem(Optional.empty());
    }

    private void gather(String key, UniEmitter<? super Optional<BigDecimal>> emitter) {
        Gathered own = gathered.get();
        Context context = vertx.getOrCreateContext();
        int waiting = own.add(new Waiting(key, emitter, context));
        if (waiting == KEYS_AT_ONCE) {
            ask(own, context);
        } else if (waiting == 1 && own.isIdle()) {
            context.runOnContext(turnEnds -> askNext(own, context));
        }
    }

    private void askNext(Gathered own, Context context) {
        if (own.isIdle() && !own.isEmpty()) {
            ask(own, context);
        }
    }

    private void ask(Gathered own, Context context) {
        List<Waiting> waiting = own.begin();
        bounded(redis.mget(waiting.stream().map(Waiting::key).toList()))
                .subscribe()
                .with(
                        values -> context.runOnContext(answered -> {
                            own.end();
                            answer(waiting, values);
                            askNext(own, context);
                        }),
                        failure -> context.runOnContext(failed -> {
                            own.end();
                            waiting.forEach(one -> one.answer(null));
                            own.takeAll().forEach(one -> one.answer(null));
                        }));
    }

    private <T> Uni<T> bounded(Uni<T> asked) {
        return asked.ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .invoke(failure -> LOG.debugf("Redis is passed over: %s", failure.toString()));
    }

    private static void answer(List<Waiting> waiting, Response values) {
        for (int index = 0; index < waiting.size(); index++) {
            waiting.get(index).answer(values.get(index));
        }
    }

    /** Whoever wrote something else under the key is not believed. */
    private static Optional<BigDecimal> decimal(Response response) {
        return Optional.ofNullable(response)
                .map(Response::toString)
                .filter(PlainDecimal::isWritten)
                .map(BigDecimal::new);
    }

    /** What one event loop wants to know. Only its thread touches it. */
    private static final class Gathered {

        private List<Waiting> waiting = new ArrayList<>();
        private int asking;

        int add(Waiting one) {
            waiting.add(one);
            return waiting.size();
        }

        boolean isEmpty() {
            return waiting.isEmpty();
        }

        boolean isIdle() {
            return asking == 0;
        }

        List<Waiting> begin() {
            asking++;
            return takeAll();
        }

        void end() {
            asking--;
        }

        List<Waiting> takeAll() {
            List<Waiting> all = waiting;
            waiting = new ArrayList<>();
            return all;
        }
    }

    /** Who waits, and where: who has to go elsewhere for an answer does so in the context of its own request. */
    private record Waiting(String key, UniEmitter<? super Optional<BigDecimal>> emitter, Context context) {

        void answer(Response value) {
            Optional<BigDecimal> balance = decimal(value);
            if (balance.isPresent()) {
                emitter.complete(balance);
            } else {
                context.runOnContext(back -> emitter.complete(balance));
            }
        }
    }
}
