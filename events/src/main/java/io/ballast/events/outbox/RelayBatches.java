package io.ballast.events.outbox;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Moves events from the outbox to the broker: select, send, mark, until a batch is not full.
 *
 * @param context where everything but the sending runs
 */
record RelayBatches(
        RelaySession session, RelayFloor floor, RelayProducer producer, int size, String source, Executor context) {

    /** The broker did not take an event; the database is not to blame. */
    static final class BrokerFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BrokerFailure(Throwable cause) {
            super(cause);
        }
    }

    /**
     * Emits when the outbox is empty or less than a batch is left, which was written since and comes with its own wake-up.
     * Fails with {@link BrokerFailure} or with the database's failure; what was not marked is sent again next time.
     */
    Uni<Void> untilEmpty() {
        return Uni.createFrom()
                .deferred(this::one)
                .repeat()
                .whilst(sent -> sent >= size)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> one() {
        return session.unpublished(floor.next(), size, source).flatMap(this::publish);
    }

    private Uni<Integer> publish(List<OutboxRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return producer.send(rows)
                .emitOn(context)
                .call(sent -> session.mark(sent.acknowledged()))
                .invoke(RelayBatches::requireAll)
                .call(() -> floor.published(rows.getLast().id()))
                .replaceWith(() -> events(rows));
    }

    private static void requireAll(Sent sent) {
        if (sent.failure() != null) {
            throw new BrokerFailure(sent.failure());
        }
    }

    private static int events(List<OutboxRow> rows) {
        return rows.stream().mapToInt(row -> row.events().size()).sum();
    }
}
