package io.ballast.ledger.transfer;

import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Accounts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one way by which money moves: lock the accounts of the whole batch in one order, read what they hold, decide in
 * {@link PostingRules}, write the result and its events. A single transfer is a batch of one.
 */
@ApplicationScoped
public class PostingPath {

    private final Accounts accounts;
    private final PgPostings postings;

    PostingPath(Accounts accounts, PgPostings postings) {
        this.accounts = accounts;
        this.postings = postings;
    }

    /** Posts the transfers within the transaction, or refuses them; either is durable when the transaction commits. */
    public Uni<PostedBatch> post(OutboxTransaction tx, List<Transfer> transfers) {
        SqlConnection connection = tx.connection();
        Set<UUID> ids = accountsOf(transfers);
        return accounts.lock(connection, ids)
                .chain(() -> accounts.findAll(connection, ids))
                .map(states -> new PostedBatch(PostingRules.decide(states, transfers), readAt(states)))
                .call(batch -> postings.write(connection, batch))
                .call(batch -> tx.publish(PostingEvents.of(batch)));
    }

    private static Set<UUID> accountsOf(List<Transfer> transfers) {
        return transfers.stream()
                .flatMap(transfer -> Stream.of(transfer.from(), transfer.to()))
                .collect(Collectors.toSet());
    }

    /** Without any account nothing is accepted and no event is written, so that no one is told the time. */
    private static Instant readAt(Collection<AccountState> states) {
        return states.stream().map(AccountState::asOf).findFirst().orElse(Instant.EPOCH);
    }
}
