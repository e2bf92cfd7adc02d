package io.ballast.events.inbox;

import static io.ballast.events.EventFixtures.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.events.Event;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.outbox.OutboxDatabase;
import io.ballast.events.outbox.OutboxTransaction;
import io.ballast.events.outbox.Replica;
import io.ballast.infrastructure.PostgresServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxIT {

    private static final String CONSUMER = "notification";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static PostgresServer postgres;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private OutboxDatabase database;
    private Replica replica;
    private Inbox inbox;

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
        database.execute("INSERT INTO account VALUES ('a', 0)");
        replica = Replica.withoutRelay(database, 10);
        inbox = new PgInbox(replica.outbox(), meters);
    }

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void aSecondDeliveryHasNoEffect() {
        // given
        Event<BalanceUpdated> event = event("default", "a", 1);

        // when
        boolean first = once(event);
        boolean second = once(event);

        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(effects()).isEqualTo(1);
        assertThat(meters.counter("inbox.duplicates", "consumer", CONSUMER).count())
                .isEqualTo(1);
    }

    @Test
    void deliveriesOutOfOrderHaveOneEffectEach() {
        // given
        Event<BalanceUpdated> one = event("default", "a", 1);
        Event<BalanceUpdated> two = event("default", "a", 2);
        Event<BalanceUpdated> three = event("default", "a", 3);

        // when
        Stream.of(two, one, two, three, one, three).forEach(this::once);

        // then
        assertThat(effects()).isEqualTo(3);
    }

    @Test
    void anEffectThatFailsIsNotRecorded() {
        // given
        Event<BalanceUpdated> event = event("default", "a", 1);

        // when
        assertThatThrownBy(() -> inbox.once(
                                CONSUMER,
                                event,
                                tx -> effect(tx).chain(() -> Uni.createFrom().failure(new IllegalStateException("no"))))
                        .await()
                        .atMost(SOON))
                .hasMessage("no");

        // then
        assertThat(effects()).isZero();
        assertThat(once(event)).isTrue();
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void deliveriesAtTheSameTimeHaveOneEffect() {
        // given
        Event<BalanceUpdated> event = event("default", "a", 1);

        // when
        List<CompletableFuture<Boolean>> deliveries = Stream.generate(
                        () -> inbox.once(CONSUMER, event, InboxIT::effect).subscribeAsCompletionStage())
                .limit(20)
                .toList();

        // then
        assertThat(deliveries.stream().map(CompletableFuture::join).filter(effective -> effective))
                .hasSize(1);
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void whoWaitedTakesThePlaceOfADeliveryThatFailed() {
        // given
        Event<BalanceUpdated> event = event("default", "a", 1);
        CompletableFuture<Void> inEffect = new CompletableFuture<>();
        CompletableFuture<Void> failing = new CompletableFuture<>();
        CompletableFuture<Boolean> first = inbox.once(
                        CONSUMER,
                        event,
                        tx -> effect(tx)
                                .invoke(() -> inEffect.complete(null))
                                .chain(() -> Uni.createFrom().completionStage(failing)))
                .subscribeAsCompletionStage();
        inEffect.join();
        CompletableFuture<Boolean> second =
                inbox.once(CONSUMER, event, InboxIT::effect).subscribeAsCompletionStage();

        // when
        failing.completeExceptionally(new IllegalStateException("no"));

        // then
        assertThat(first).failsWithin(SOON);
        assertThat(second).succeedsWithin(SOON).isEqualTo(true);
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void consumersKeepSeparateBooks() {
        // given
        Event<BalanceUpdated> event = event("default", "a", 1);

        // when
        boolean here = once(event);
        boolean there =
                inbox.once("auto-deposit", event, InboxIT::effect).await().atMost(SOON);

        // then
        assertThat(here && there).isTrue();
        assertThat(effects()).isEqualTo(2);
    }

    @Test
    void theCleanUpForgetsOnlyWhatIsPastItsRetention() {
        // given
        Stream.iterate(1, version -> version + 1).limit(7).forEach(version -> once(event("default", "a", version)));
        database.execute("UPDATE inbox SET received_at = now() - interval '15 days'");
        once(event("default", "a", 8));
        InboxCleanup cleanup = new InboxCleanup(
                Settings.inbox("ballast.inbox.cleanup-batch-size", "2"), replica.pool(), replica.vertx());

        // when
        cleanup.clean().await().atMost(SOON);

        // then
        assertThat(database.number("SELECT count(*) FROM inbox")).isEqualTo(1);
    }

    private boolean once(Event<BalanceUpdated> event) {
        return inbox.once(CONSUMER, event, InboxIT::effect).await().atMost(SOON);
    }

    private static Uni<Void> effect(OutboxTransaction tx) {
        return tx.connection()
                .preparedQuery("UPDATE account SET version = version + 1 WHERE id = $1")
                .execute(Tuple.of("a"))
                .replaceWithVoid();
    }

    private long effects() {
        return database.number("SELECT version FROM account WHERE id = 'a'");
    }
}
