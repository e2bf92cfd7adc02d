package io.ballast.chainbalance.refresh;

import io.ballast.events.Event;
import io.ballast.events.deposit.DepositConfirmed;
import io.ballast.events.inbox.EventReceiver;
import io.ballast.events.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Has a wallet read at once when auto-deposit tells that its money is in the vault: nobody sees the balance of before for longer than
 * the chain does. The wallet stays due until it has been read at the deposit's ledger or a later one.
 */
@ApplicationScoped
public class ConfirmedDeposits {

    private static final String CONSUMER = "chain-balance";

    private static final String MOVED = """
            update wallet_refreshes
               set due_at = least(due_at, now()), moved_height = greatest(moved_height, $2)
             where wallet_id = $1 and tenant = current_setting('ballast.tenant')
            """;

    private final EventReceiver receiver;
    private final Inbox inbox;

    ConfirmedDeposits(EventReceiver receiver, Inbox inbox) {
        this.receiver = receiver;
        this.inbox = inbox;
    }

    @Incoming("deposits")
    Uni<Void> consume(ConsumerRecord<String, String> record) {
        return receiver.receive(record, this::apply);
    }

    private Uni<Void> apply(Event<?> event) {
        return event.data() instanceof DepositConfirmed confirmed
                ? inbox.once(CONSUMER, event, transaction -> moved(transaction.connection(), confirmed))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private static Uni<Void> moved(SqlConnection connection, DepositConfirmed confirmed) {
        return connection
                .preparedQuery(MOVED)
                .execute(Tuple.of(confirmed.walletId(), confirmed.ledgerSequence()))
                .replaceWithVoid();
    }
}
