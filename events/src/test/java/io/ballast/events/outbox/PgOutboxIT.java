package io.ballast.events.outbox;

import static io.ballast.events.EventFixtures.balanceUpdated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.events.EventData;
import io.ballast.events.ledger.TransactionFailed;
import io.ballast.infrastructure.PostgresServer;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgOutboxIT {

    private static final String TENANT = "default";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String VERSIONS =
            "SELECT (data::json ->> 'version')::bigint FROM outbox_events ORDER BY id, position";

    private static PostgresServer postgres;

    private OutboxDatabase database;
    private Replica replica;

    @BeforeAll
    static void startPostgres() {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
    }

    @BeforeEach
    void prepare() {
        database = OutboxDatabase.on(postgres);
        replica = Replica.withoutRelay(database, 1);
    }

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void eventsThatAnEarlierBuildLeftBehindAreKept() {
        // given
        OutboxDatabase earlier = OutboxDatabase.upTo(postgres, "0.2");
        earlier.execute("""
                INSERT INTO outbox (tenant, topic, key, type, subject, time, traceparent, data)
                VALUES ('default', 'topic', 'default:a', 'balance_updated', 'account', now(), 'trace', '{"version":1}'),
                       ('default', 'topic', 'default:a', 'balance_updated', 'account', now(), NULL, '{"version":2}')""");
        List<String> ids = earlier.texts("SELECT event_id FROM outbox ORDER BY id");

        // when
        earlier.migrate("latest");

        // then
        assertThat(earlier.texts("SELECT event_id FROM outbox_events ORDER BY id, position"))
                .isEqualTo(ids);
        assertThat(earlier.numbers(VERSIONS)).containsExactly(1L, 2L);
        assertThat(earlier.texts("SELECT traceparent FROM outbox_events ORDER BY id"))
                .containsExactly("trace", null);
    }

    @Test
    void manyEventsTakeSeveralRowsAndKeepTheirOrder() {
        // when
        replica.publish(
                TENANT,
                IntStream.rangeClosed(1, 1_201)
                        .mapToObj(version -> balanceUpdated("a", version))
                        .toArray(EventData[]::new));

        // then
        assertThat(database.numbers("SELECT size FROM outbox ORDER BY id")).containsExactly(500L, 500L, 201L);
        assertThat(database.numbers(VERSIONS))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1_201).boxed().toList());
    }

    @Test
    void theTransactionActsForItsTenantAndOnlyAsLong() {
        // when
        String inside = replica.inTransaction(TENANT, tx -> tenantOf(tx.connection()));
        String outside =
                replica.pool().withConnection(PgOutboxIT::tenantOf).await().atMost(SOON);

        // then
        assertThat(inside).isEqualTo(TENANT);
        assertThat(outside).isEmpty();
    }

    @Test
    void eventsOfOneTransactionKeepTheOrderOfCallsAndLists() {
        // when
        replica.inTransaction(
                TENANT,
                tx -> tx.publish(List.of(balanceUpdated("a", 1), balanceUpdated("b", 2)))
                        .chain(() -> tx.publish(List.of()))
                        .chain(() -> tx.publish(List.of(balanceUpdated("c", 3)))));

        // then
        assertThat(database.numbers(VERSIONS)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void oneTransactionServesRequestsOfSeveralTraces() {
        // given
        String first = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String second = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        List<TracedEvent> events = List.of(
                new TracedEvent(balanceUpdated("a", 1), first),
                new TracedEvent(balanceUpdated("b", 2), null),
                new TracedEvent(balanceUpdated("c", 3), second));

        // when
        replica.inTransaction(TENANT, tx -> tx.publishTraced(events));

        // then
        assertThat(database.texts("SELECT traceparent FROM outbox_events ORDER BY id, position"))
                .containsExactly(first, null, second);
        assertThat(database.numbers(VERSIONS)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void thousandsOfEventsAreOneCall() {
        // given
        List<TracedEvent> events = LongStream.rangeClosed(1, 5_000)
                .mapToObj(version -> new TracedEvent(balanceUpdated("a", version), null))
                .toList();

        // when
        replica.inTransaction(TENANT, tx -> tx.publishTraced(events));

        // then
        assertThat(database.numbers(VERSIONS))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 5_000).boxed().toList());
    }

    @Test
    void aFailureOfTheWorkRollsBack() {
        // when
        assertThatThrownBy(() -> replica.inTransaction(TENANT, tx -> {
                    throw new IllegalStateException("at once");
                }))
                .hasMessage("at once");
        assertThatThrownBy(() -> replica.inTransaction(
                        TENANT,
                        tx -> tx.publish(List.of(balanceUpdated("a", 1)))
                                .chain(() -> Uni.createFrom().failure(new IllegalStateException("later")))))
                .hasMessage("later");

        // then
        assertThat(database.unpublished()).isZero();
    }

    @Test
    void aStatementThatFailedCanNotBeOverlooked() {
        // when
        assertThatThrownBy(() -> replica.inTransaction(
                        TENANT,
                        tx -> tx.publish(List.of(balanceUpdated("a", 1)))
                                .chain(() ->
                                        tx.connection().query("SELECT 1 / 0").execute())
                                .onFailure()
                                .recoverWithNull()))
                .isInstanceOf(Throwable.class);

        // then
        assertThat(database.unpublished()).isZero();
    }

    @Test
    void anEventThatLacksSomethingIsRefused() {
        // given
        var incomplete = new TransactionFailed(null, "user", null, "USD", null, "topup", null, "rejected", null);

        // then
        assertThatThrownBy(() -> replica.inTransaction(TENANT, tx -> tx.publish(List.of(incomplete))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("transaction_failed lacks userId");
    }

    @Test
    void aCallerThatGivesUpNeitherLosesTheConnectionNorStopsTheTransaction() {
        // given: one connection in the pool
        CompletableFuture<Void> slow = new CompletableFuture<>();

        // when
        assertThatThrownBy(() -> replica.outbox()
                        .inTransaction(
                                TENANT,
                                tx -> Uni.createFrom()
                                        .completionStage(slow)
                                        .chain(() -> tx.publish(List.of(balanceUpdated("a", 1)))))
                        .ifNoItem()
                        .after(Duration.ofMillis(50))
                        .fail()
                        .await()
                        .atMost(SOON))
                .isInstanceOf(TimeoutException.class);
        slow.complete(null);

        // then
        await().atMost(SOON).until(() -> database.unpublished() == 1);
        IntStream.range(0, 3).forEach(i -> replica.publish(TENANT, balanceUpdated("b", i)));
        assertThat(database.unpublished()).isEqualTo(4);
    }

    @Test
    void eachSubscriptionIsATransactionOfItsOwn() {
        // given
        Uni<Void> change = replica.outbox().inTransaction(TENANT, tx -> tx.publish(List.of(balanceUpdated("a", 1))));

        // when
        change.await().atMost(SOON);
        change.await().atMost(SOON);

        // then
        assertThat(database.unpublished()).isEqualTo(2);
    }

    @Test
    void theResultArrivesOnTheCallersContext() {
        // given
        Context caller = replica.vertx().getOrCreateContext();
        CompletableFuture<Context> arrived = new CompletableFuture<>();

        // when
        caller.runOnContext(ignored -> replica.outbox()
                .inTransaction(TENANT, tx -> tx.publish(List.of(balanceUpdated("a", 1))))
                .subscribe()
                .with(done -> arrived.complete(Vertx.currentContext()), arrived::completeExceptionally));

        // then
        assertThat(arrived).succeedsWithin(SOON).isSameAs(caller);
    }

    private static Uni<String> tenantOf(SqlConnection connection) {
        return connection
                .query("SELECT coalesce(current_setting('ballast.tenant', true), '')")
                .execute()
                .map(rows -> rows.iterator().next().getString(0));
    }
}
