package io.ballast.events.inbox;

import io.ballast.events.Event;
import io.ballast.events.EventFixtures;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.outbox.OutboxTransaction;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A service's consumer as it stands in the documentation. Its effect is a row; users named for a failure fail. */
@ApplicationScoped
class TestConsumer {

    static final String CONSUMER = "events-test";
    static final String PUBLISHING = "publishing";
    static final String NEVER = "never";
    static final String FIFTH_TIME = "fifth-time";

    private final EventReceiver receiver;
    private final Inbox inbox;
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Set<Boolean> onContext = ConcurrentHashMap.newKeySet();

    TestConsumer(EventReceiver receiver, Inbox inbox) {
        this.receiver = receiver;
        this.inbox = inbox;
    }

    @Incoming("ledger-balances")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        Context caller = Vertx.currentContext();
        return receiver.receive(record, event -> attempt(event, caller))
                .onTermination()
                .invoke(() -> onContext.add(Vertx.currentContext() == caller));
    }

    int attempts(String userId) {
        return attempts.getOrDefault(userId, 0);
    }

    /** Whether every attempt and every result was on the context that the record came on. */
    boolean alwaysOnContext() {
        return onContext.equals(Set.of(true));
    }

    private Uni<Void> attempt(Event<?> event, Context caller) {
        onContext.add(Vertx.currentContext() == caller);
        BalanceUpdated data = (BalanceUpdated) event.data();
        int attempt = attempts.merge(data.userId(), 1, Integer::sum);
        if (data.userId().equals(NEVER)) {
            return Uni.createFrom().failure(new IllegalStateException("never works"));
        }
        if (data.userId().startsWith(FIFTH_TIME) && attempt < 5 && data.version() == 1) {
            return Uni.createFrom().failure(new IOException("away"));
        }
        return inbox.once(CONSUMER, event, tx -> effect(tx, data)).replaceWithVoid();
    }

    private static Uni<Void> effect(OutboxTransaction tx, BalanceUpdated data) {
        return tx.connection()
                .preparedQuery("INSERT INTO effect (user_id, version, trace_id) VALUES ($1, $2, $3)")
                .execute(Tuple.of(
                        data.userId(),
                        data.version(),
                        Span.current().getSpanContext().getTraceId()))
                .chain(() -> data.userId().equals(PUBLISHING) ? tx.publish(List.of(answer(data))) : nothing());
    }

    private static BalanceUpdated answer(BalanceUpdated data) {
        return EventFixtures.balanceUpdated("answer", data.version());
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
