package io.ballast.ledger.balance;

import io.ballast.events.background.Gathering;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads cached balances; those of one event loop ask Redis together. Without an answer in time nothing is found. */
@ApplicationScoped
class BalanceReads {

    private static final Logger LOG = Logger.getLogger(BalanceReads.class);
    private static final int KEYS_AT_ONCE = 500;

    private final RedisAPI redis;
    private final BalanceCacheConfig config;
    private final Vertx vertx;
    private final Gathering<Waiting, Response> gathering = new Gathering<>(KEYS_AT_ONCE, new Together());

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
        Context context = vertx.getOrCreateContext();
        gathering.add(new Waiting(key, emitter, context), context);
    }

    private <T> Uni<T> bounded(Uni<T> asked) {
        return asked.ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .invoke(failure -> LOG.debugf("Redis is passed over: %s", failure.toString()));
    }

    /** Whoever wrote something else under the key is not believed. */
    private static Optional<BigDecimal> decimal(Response response) {
        return Optional.ofNullable(response)
                .map(Response::toString)
                .filter(PlainDecimal::isWritten)
                .map(BigDecimal::new);
    }

    private final class Together implements Gathering.Together<Waiting, Response> {

        @Override
        public Uni<Response> send(List<Waiting> reads) {
            return bounded(redis.mget(reads.stream().map(Waiting::key).toList()));
        }

        @Override
        public void answered(List<Waiting> reads, Response values) {
            for (int index = 0; index < reads.size(); index++) {
                reads.get(index).answer(values.get(index));
            }
        }

        @Override
        public void failed(List<Waiting> reads, Throwable failure) {
            reads.forEach(read -> read.answer(null));
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
