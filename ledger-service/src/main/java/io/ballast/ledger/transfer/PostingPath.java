package io.ballast.ledger.transfer;

import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Accounts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one way by which money moves: lock the accounts of the whole batch in one order, read what they hold, decide in
 * {@link PostingRules}, write the result. A single transfer is a batch of one.
 */
@ApplicationScoped
public class PostingPath {

    private final Accounts accounts;
    private final PgPostings postings;

    PostingPath(Accounts accounts, PgPostings postings) {
        this.accounts = accounts;
        this.postings = postings;
    }

    /**
     * Posts the transfer within the transaction, or refuses it, and publishes its events; either is durable when the
     * transaction commits.
     */
    public Uni<PostedBatch> post(OutboxTransaction tx, Transfer transfer) {
        return post(tx, List.of(Chain.of(transfer)));
    }

    /** The same for chains of transfers. */
    public Uni<PostedBatch> post(OutboxTransaction tx, List<Chain> chains) {
        return lock(tx.connection(), chains)
                .flatMap(states -> post(tx.connection(), states, chains))
                .call(batch -> tx.publish(PostingEvents.of(batch)));
    }

    /** Locks the accounts that the chains name until the transaction ends, and reads them. */
    Uni<List<AccountState>> lock(SqlConnection connection, List<Chain> chains) {
        return accounts.lockAndRead(connection, accountsOf(chains));
    }

    /** Decides the chains against the locked accounts and writes what was accepted; the events are left to the caller. */
    Uni<PostedBatch> post(SqlConnection connection, Collection<AccountState> locked, List<Chain> chains) {
        PostedBatch batch = new PostedBatch(PostingRules.decide(locked, chains), readAt(locked));
        return postings.write(connection, batch).replaceWith(batch);
    }

    private static Set<UUID> accountsOf(List<Chain> chains) {
        return Chain.transfersOf(chains)
                .flatMap(transfer -> Stream.of(transfer.from(), transfer.to()))
                .collect(Collectors.toSet());
    }

    /**
     * No account's time goes back, so it is the latest of all. Without any account nothing is accepted and no event is
     * written, so that no one is told the time.
     */
    private static Instant readAt(Collection<AccountState> states) {
        return states.stream()
                .map(AccountState::asOf)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }
}
