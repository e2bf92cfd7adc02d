package io.ballast.events.inbox;

import io.ballast.events.Event;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads a channel's records and gives each the attempts it deserves. A channel method returns what {@link #receive}
 * returns, so that SmallRye takes the next record only when this one is done, and dead-letters it when the {@code Uni}
 * fails:
 *
 * <pre>{@code
 * @Incoming("ledger-balances")
 * Uni<Void> consume(ConsumerRecord<String, String> record) {
 *     return receiver.receive(record, this::apply);
 * }
 * }</pre>
 */
public interface EventReceiver {

    /**
     * Reads the event and hands it over.
     *
     * <ul>
     *   <li>A type that is not known here is ignored; a record that can not be read fails at once.
     *   <li>While the handler fails because PostgreSQL, Redis or the network is away ({@link TransientFailures}), the
     *       same event is tried again, for as long as it takes: later events wait, so that order holds.
     *   <li>Any other failure gets a few attempts ({@code ballast.inbox.attempts}) and is then passed on.
     * </ul>
     *
     * The handler must bear being called again for the same event ({@link Inbox#once} or an idempotent effect). It is
     * always called, and the result always arrives, on the caller's Vert.x context.
     */
    Uni<Void> receive(ConsumerRecord<String, String> record, Function<Event<?>, Uni<Void>> handler);
}
