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
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Reads cached balances. Reads that an event loop handles in one turn ask Redis together: nobody waits for company. Without
 * an answer in time nothing is found.
 */
@ApplicationScoped
class BalanceReads {

    private static final Logger LOG = Logger.getLogger(BalanceReads.class);
    private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?\\d{1,19}(\\.\\d{1,18})?");
    private static final int KEYS_AT_ONCE = 500;

    private final RedisAPI redis;
    private final BalanceCacheConfig config;
    private final Vertx vertx;

    /** Of each event loop, what came in its present turn. */
    private final ThreadLocal<List<Waiting>> gathered = ThreadLocal.withInitial(ArrayList::new);

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
        List<Waiting> waiting = gathered.get();
        Context context = vertx.getOrCreateContext();
        waiting.add(new Waiting(key, emitter, context));
        if (waiting.size() == 1) {
            context.runOnContext(turnEnds -> ask());
        } else if (waiting.size() == KEYS_AT_ONCE) {
            ask();
        }
    }

    private void ask() {
        List<Waiting> waiting = gathered.get();
        if (waiting.isEmpty()) {
            return;
        }
        gathered.set(new ArrayList<>());
        bounded(redis.mget(waiting.stream().map(Waiting::key).toList()))
                .subscribe()
                .with(values -> answer(waiting, values), failure -> waiting.forEach(one -> one.answer(null)));
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
                .filter(text -> PLAIN_DECIMAL.matcher(text).matches())
                .map(BigDecimal::new);
    }

    /** Who waits, and where: each goes on in the context of its own request. */
    private record Waiting(String key, UniEmitter<? super Optional<BigDecimal>> emitter, Context context) {

        void answer(Response value) {
            Optional<BigDecimal> balance = decimal(value);
            context.runOnContext(back -> emitter.complete(balance));
        }
    }
}
