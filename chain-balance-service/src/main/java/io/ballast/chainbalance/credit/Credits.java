package io.ballast.chainbalance.credit;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.security.RowSecurity;
import io.ballast.events.EventData;
import io.ballast.events.outbox.Outbox;
import io.ballast.events.outbox.TenantsTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Records income, whatever chain it comes from. What a span of blocks brought, where the cursor stands after it and the
 * events that tell of it are one transaction over all tenants: each credit is told exactly once to each owner who
 * registered its address, also after downtime, and whichever replica reads the stream.
 */
@ApplicationScoped
public class Credits {

    private final Outbox outbox;
    private final RowSecurity rowSecurity;
    private final Cursors cursors;
    private final Branches branches;
    private final Instance<MovementListener> listeners;

    Credits(
            Outbox outbox,
            RowSecurity rowSecurity,
            Cursors cursors,
            Branches branches,
            @Any Instance<MovementListener> listeners) {
        this.outbox = outbox;
        this.rowSecurity = rowSecurity;
        this.cursors = cursors;
        this.branches = branches;
        this.listeners = listeners;
    }

    /**
     * Stores the credits of the span that concern registered wallets, moves the cursor to its end, makes the wallets
     * that it moved due for a refresh, and publishes. Recording the same span again does nothing.
     *
     * @param held the cursor as it was last held or stored; whoever was overtaken gets {@link Recorded.NotHeld}
     */
    public Uni<Recorded> record(HeldCursor held, Span span) {
        return outbox.inTransactionOverTenants(tx -> rowSecurity
                        .actAsRecorder(tx.connection())
                        .chain(() -> cursors.move(tx.connection(), held, span.end()))
                        .chain(moved -> record(tx, held, moved, span)))
                .invoke(this::tell)
                .map(Work::result);
    }

    /** Those of the addresses, in canonical form, that anybody has registered. */
    public Uni<Set<String>> registered(ChainNetwork network, Set<String> addresses) {
        if (addresses.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return rowSecurity.asRecorder(connection -> connection
                .preparedQuery(CreditStatements.REGISTERED)
                .execute(Tuple.of(network.chain(), network.network(), addresses.toArray(String[]::new)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("address"))
                        .collect(Collectors.toUnmodifiableSet())));
    }

    /** What has been recorded, and whom it concerns. */
    private record Work(ChainNetwork network, Recorded result, List<UUID> moved) {}

    private Uni<Work> record(TenantsTransaction tx, HeldCursor before, Optional<HeldCursor> moved, Span span) {
        if (moved.isEmpty()) {
            return Uni.createFrom().item(new Work(null, new Recorded.NotHeld(), List.of()));
        }
        ChainNetwork network = moved.get().stream().network();
        return branches.follow(tx.connection(), before, span)
                .chain(() -> takeBack(tx.connection(), network, span))
                .chain(() -> store(tx.connection(), network, span))
                .chain(detected -> withdrawn(tx.connection(), network, span)
                        .chain(withdrawn -> publish(tx, network, detected, withdrawn))
                        .chain(withdrawn -> makeDue(tx.connection(), network, span)
                                .map(due -> new Work(
                                        network,
                                        new Recorded.Stored(moved.get(), detected.size(), withdrawn.size()),
                                        due))));
    }

    private static Uni<Void> takeBack(SqlConnection connection, ChainNetwork network, Span span) {
        if (span.takenBack().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple parameters =
                Tuple.of(network.chain(), network.network(), span.takenBack().getAsLong());
        return connection
                .preparedQuery(CreditStatements.TAKE_BACK)
                .execute(parameters)
                .chain(() -> connection
                        .preparedQuery(CreditStatements.REVIVE)
                        .execute(CreditStatements.columns(network, span.credits())))
                .replaceWithVoid();
    }

    private static Uni<List<MatchedCredit>> store(SqlConnection connection, ChainNetwork network, Span span) {
        if (span.credits().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return connection
                .preparedQuery(CreditStatements.STORE)
                .execute(CreditStatements.columns(network, span.credits()))
                .map(CreditStatements::matched);
    }

    private static Uni<List<MatchedCredit>> withdrawn(SqlConnection connection, ChainNetwork network, Span span) {
        if (span.takenBack().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return connection
                .preparedQuery(CreditStatements.WITHDRAWN)
                .execute(Tuple.of(network.chain(), network.network()))
                .map(CreditStatements::matched);
    }

    /** What no longer holds is told before what is new. */
    private static Uni<List<MatchedCredit>> publish(
            TenantsTransaction tx, ChainNetwork network, List<MatchedCredit> detected, List<MatchedCredit> withdrawn) {
        Instant now = Instant.now();
        Map<String, List<EventData>> events = new LinkedHashMap<>();
        add(events, withdrawn, credit -> CreditEvents.reorged(network, credit, now));
        add(events, detected, credit -> CreditEvents.detected(network, credit));
        return Multi.createFrom()
                .iterable(events.entrySet())
                .onItem()
                .transformToUniAndConcatenate(tenant -> tx.publish(tenant.getKey(), tenant.getValue()))
                .collect()
                .last()
                .replaceWith(withdrawn);
    }

    private static void add(
            Map<String, List<EventData>> events,
            List<MatchedCredit> credits,
            Function<MatchedCredit, EventData> event) {
        credits.forEach(credit -> events.computeIfAbsent(credit.tenant(), tenant -> new ArrayList<>())
                .add(event.apply(credit)));
    }

    private static Uni<List<UUID>> makeDue(SqlConnection connection, ChainNetwork network, Span span) {
        if (span.gap()) {
            return makeAllDue(connection, network, span);
        }
        if (span.moved().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        String[] addresses = span.moved().toArray(String[]::new);
        return connection
                .preparedQuery(CreditStatements.MOVED)
                .execute(Tuple.of(
                        network.chain(),
                        network.network(),
                        addresses,
                        span.end().height()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("wallet_id"))
                        .toList());
    }

    /** The poll takes them, in its portions. */
    private static Uni<List<UUID>> makeAllDue(SqlConnection connection, ChainNetwork network, Span span) {
        return connection
                .preparedQuery(CreditStatements.ALL_MOVED)
                .execute(Tuple.of(network.chain(), network.network(), span.end().height()))
                .replaceWith(List.of());
    }

    private void tell(Work work) {
        if (!work.moved().isEmpty()) {
            listeners.forEach(listener -> listener.moved(work.network(), work.moved()));
        }
    }
}
