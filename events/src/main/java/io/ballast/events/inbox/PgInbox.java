package io.ballast.events.inbox;

import io.ballast.events.Event;
import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.OutboxTransaction;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * The primary key of the inbox decides: of two deliveries at the same time the second waits for the first one's
 * transaction, and takes its place if that one rolled back.
 */
@ApplicationScoped
class PgInbox implements Inbox {

    private static final String RECORD =
            "INSERT INTO inbox (consumer, event_id, tenant) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

    private final Outbox outbox;
    private final MeterRegistry meters;

    PgInbox(Outbox outbox, MeterRegistry meters) {
        this.outbox = outbox;
        this.meters = meters;
    }

    @Override
    public Uni<Boolean> once(String consumer, Event<?> event, Function<OutboxTransaction, Uni<Void>> effect) {
        return outbox.inTransaction(
                event.tenant(),
                tx -> record(tx, consumer, event)
                        .flatMap(isNew -> isNew ? effect.apply(tx).replaceWith(true) : duplicate(consumer)));
    }

    private static Uni<Boolean> record(OutboxTransaction tx, String consumer, Event<?> event) {
        return tx.connection()
                .preparedQuery(RECORD)
                .execute(Tuple.of(consumer, event.id(), event.tenant()))
                .map(rows -> rows.rowCount() == 1);
    }

    private Uni<Boolean> duplicate(String consumer) {
        meters.counter("inbox.duplicates", "consumer", consumer).increment();
        return Uni.createFrom().item(false);
    }
}
