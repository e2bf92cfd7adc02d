package io.ballast.events.outbox;

import static io.ballast.events.EventFixtures.balanceUpdated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballast.events.Event;
import io.ballast.events.Topics;
import io.ballast.events.kafka.TopicReader;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxRelayIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, String> WOKEN_ONLY = Map.of();
    private static final Map<String, String> QUICK_TO_LEAD = Map.of("ballast.outbox.takeover-interval", "200ms");

    private static PostgresServer postgres;
    private static KafkaBroker kafka;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private OutboxDatabase database;
    private String tenant;
    private TopicReader topic;
    private boolean kafkaIsAway;

    @BeforeAll
    static void startParts() {
        CompletableFuture<KafkaBroker> starting = CompletableFuture.supplyAsync(KafkaBroker::start);
        postgres = PostgresServer.start();
        kafka = starting.join();
        kafka.createTopics(Topics.all(), 3);
    }

    @AfterAll
    static void stopParts() {
        postgres.close();
        kafka.close();
    }

    @BeforeEach
    void prepare() {
        database = OutboxDatabase.on(postgres);
        tenant = "tenant-" + UUID.randomUUID();
        topic = close(TopicReader.of(kafka.bootstrapServers(), Topics.LEDGER_BALANCES, tenant));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        if (kafkaIsAway) {
            restartKafka();
        }
    }

    @Test
    void aCommitWakesTheRelayWithoutTheTimer() {
        // given
        Replica replica = leader(WOKEN_ONLY);

        // when
        replica.publish(tenant, balanceUpdated("a", 1), balanceUpdated("a", 2));
        replica.publish(tenant, balanceUpdated("a", 3));

        // then
        awaitVersions("a", 3);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(database.unpublished()).isZero());
    }

    @Test
    void whatIsCommittedRightAfterABatchGoesWithTheNextOneWithoutTheTimer() {
        // given
        Replica replica = leader(Map.of("ballast.outbox.gathering", "500ms"));
        replica.publish(tenant, balanceUpdated("a", 1));
        awaitVersions("a", 1);

        // when
        replica.publish(tenant, balanceUpdated("a", 2));
        replica.publish(tenant, balanceUpdated("a", 3));

        // then
        awaitVersions("a", 3);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(database.unpublished()).isZero());
    }

    @Test
    void aCommitInAnotherReplicaWakesTheLeader() {
        // given
        leader(WOKEN_ONLY);
        Replica other = replica(WOKEN_ONLY);

        // when
        other.publish(tenant, balanceUpdated("a", 1));
        other.publish(tenant, balanceUpdated("a", 2));

        // then
        awaitVersions("a", 2);
    }

    @Test
    void theTimerFindsWhatNobodyToldOf() {
        // given
        leader(Map.of("ballast.outbox.interval", "200ms"));
        Replica silent = close(Replica.withoutRelay(database, 2));

        // when
        silent.publish(tenant, balanceUpdated("a", 1));

        // then
        awaitVersions("a", 1);
    }

    @Test
    void whatIsRolledBackIsNotPublished() {
        // given
        Replica replica = leader(WOKEN_ONLY);

        // when
        assertThatThrownBy(() -> replica.inTransaction(
                        tenant,
                        tx -> tx.publish(List.of(balanceUpdated("a", 1)))
                                .chain(() -> Uni.createFrom().failure(new IllegalStateException("no")))))
                .hasMessage("no");
        replica.publish(tenant, balanceUpdated("b", 1));

        // then
        awaitVersions("b", 1);
        assertThat(versions("a")).isEmpty();
    }

    @Test
    void transactionsThatCommitOutOfIdOrderLoseNothing() {
        // given
        Replica replica = leader(WOKEN_ONLY);
        CompletableFuture<Void> mayCommit = new CompletableFuture<>();
        CompletableFuture<Void> early = writtenEarly(replica, mayCommit);

        // when
        replica.publish(tenant, balanceUpdated("late-id", 1));
        awaitVersions("late-id", 1);
        mayCommit.complete(null);
        early.join();

        // then
        awaitVersions("early-id", 1);
    }

    @Test
    void anEarlyIdIsWaitedForHoweverManyLaterOnesWerePublished() {
        // given: a relay that asks after every batch up to where it need not look any more
        Replica replica = leader(Map.of("ballast.outbox.interval", "1ms"));
        LongStream.rangeClosed(1, 5).forEach(version -> replica.publish(tenant, balanceUpdated("before", version)));
        CompletableFuture<Void> mayCommit = new CompletableFuture<>();
        CompletableFuture<Void> early = writtenEarly(replica, mayCommit);

        // when
        LongStream.rangeClosed(1, 20).forEach(version -> {
            replica.publish(tenant, balanceUpdated("late-id", version));
            awaitVersions("late-id", version);
        });
        mayCommit.complete(null);
        early.join();
        replica.publish(tenant, balanceUpdated("after", 1));

        // then
        awaitVersions("before", 5);
        awaitVersions("early-id", 1);
        awaitVersions("after", 1);
    }

    @Test
    void concurrentWritersOfOneAccountKeepItsOrder() {
        // given
        Replica first = leader(Map.of("ballast.outbox.batch-size", "7"));
        Replica second = replica(WOKEN_ONLY);
        List<String> accounts = List.of("a", "b", "c");
        accounts.forEach(account -> database.execute("INSERT INTO account VALUES ('" + account + "')"));

        // when
        CompletableFuture<?>[] writers = IntStream.range(0, 300)
                .mapToObj(i -> change(i % 2 == 0 ? first : second, accounts.get(i % accounts.size())))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(writers).join();

        // then
        accounts.forEach(account -> awaitVersions(account, 100));
    }

    @Test
    void aRelayThatDiesBetweenSendingAndMarkingSendsAgain() throws Exception {
        // given
        Replica replica = leader(QUICK_TO_LEAD);
        long dying = database.leaders().getFirst();
        database.holdBackDeletes();
        Connection holding = close(database.heldDeletes());
        replica.publish(tenant, balanceUpdated("a", 1), balanceUpdated("a", 2));
        await().atMost(SOON).until(() -> topic.events().size() == 2);
        await().atMost(SOON).until(() -> database.waits(dying));

        // when
        database.terminate(dying);
        holding.close();

        // then
        await().atMost(SOON).until(() -> topic.events().size() == 4);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(database.unpublished()).isZero());
        assertThat(versions("a")).containsExactly(1L, 2L);
        assertThat(topic.events().stream().map(Event::id).distinct()).hasSize(2);
    }

    @Test
    void oneRelayLeadsAndAnotherTakesOverWhenItsConnectionEnds() {
        // given
        Replica first = leader(QUICK_TO_LEAD);
        Replica second = replica(QUICK_TO_LEAD);
        second.publish(tenant, balanceUpdated("a", 1));
        awaitVersions("a", 1);
        long before = database.leaders().getFirst();

        // when
        database.terminate(before);

        // then
        await().atMost(SOON)
                .until(() -> !database.leaders().isEmpty() && database.leaders().getFirst() != before);
        first.publish(tenant, balanceUpdated("a", 2));
        second.publish(tenant, balanceUpdated("a", 3));
        awaitVersions("a", 3);
        assertThat(database.leaders()).hasSize(1);
    }

    @Test
    void aStoppingLeaderHandsOverAtOnce() {
        // given
        Replica first = replica(WOKEN_ONLY);
        await().atMost(SOON).until(() -> database.leaders().size() == 1);
        Replica second = replica(WOKEN_ONLY);
        await().atMost(SOON).until(() -> database.followers() == 1);

        // when
        stop(first);

        // then
        await().atMost(SOON).until(() -> database.leaders().size() == 1);
        second.publish(tenant, balanceUpdated("a", 1));
        awaitVersions("a", 1);
    }

    @Test
    void eventsWaitWhileKafkaIsAwayAndKeepTheirOrder() {
        // given
        Replica replica = leader(Map.of("ballast.outbox.takeover-interval", "200ms", "ballast.outbox.interval", "1s"));
        replica.publish(tenant, balanceUpdated("a", 1));
        awaitVersions("a", 1);

        // when
        killKafka();
        LongStream.rangeClosed(2, 40).forEach(version -> replica.publish(tenant, balanceUpdated("a", version)));
        assertThat(database.unpublished()).isEqualTo(39);
        restartKafka();

        // then
        awaitVersions("a", 40);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(database.unpublished()).isZero());
    }

    @Test
    void aRelayThatStartsWithoutKafkaBeginsWhenItComes() {
        // given
        killKafka();
        Replica replica = replica(QUICK_TO_LEAD);
        await().atMost(SOON).until(() -> database.leaders().size() == 1);
        replica.publish(tenant, balanceUpdated("a", 1));

        // when
        restartKafka();

        // then
        awaitVersions("a", 1);
    }

    @Test
    void anEventTravelsWithItsHeadersAndExactDigits() {
        // given
        Replica replica = leader(WOKEN_ONLY);

        // when
        replica.publish(tenant, balanceUpdated("a", 1));

        // then
        await().atMost(SOON).until(() -> topic.records().size() == 1);
        var record = topic.records().getFirst();
        assertThat(record.key()).isEqualTo(tenant + ":a");
        assertThat(record.value()).contains("\"newBalance\":1.50,\"previousBalance\":0.00");
        assertThat(TopicReader.header(record, "ce_source")).isEqualTo("/ledger-service");
        assertThat(TopicReader.header(record, "ce_type")).isEqualTo("balance_updated");
        assertThat(TopicReader.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(TopicReader.header(record, "content-type")).isEqualTo("application/json");
    }

    private void killKafka() {
        kafka.kill();
        kafkaIsAway = true;
    }

    private void restartKafka() {
        kafka.restart();
        kafkaIsAway = false;
    }

    private Replica leader(Map<String, String> settings) {
        Replica replica = replica(settings);
        await().atMost(SOON).until(() -> database.leaders().size() == 1);
        return replica;
    }

    private Replica replica(Map<String, String> settings) {
        return close(Replica.start(database, kafka.bootstrapServers(), settings));
    }

    private void stop(Replica replica) {
        opened.remove(replica);
        replica.close();
    }

    private <T extends AutoCloseable> T close(T later) {
        opened.add(later);
        return later;
    }

    /** A transaction that has written its event and commits when it may. */
    private CompletableFuture<Void> writtenEarly(Replica replica, CompletableFuture<Void> mayCommit) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        CompletableFuture<Void> early = replica.outbox()
                .inTransaction(
                        tenant,
                        tx -> tx.publish(List.of(balanceUpdated("early-id", 1)))
                                .invoke(() -> written.complete(null))
                                .chain(() -> Uni.createFrom().completionStage(mayCommit)))
                .subscribeAsCompletionStage();
        written.join();
        return early;
    }

    /** As a posting does: the account's row is locked before its event is written. */
    private CompletableFuture<Void> change(Replica replica, String account) {
        return replica.outbox()
                .inTransaction(
                        tenant,
                        tx -> tx.connection()
                                .preparedQuery(
                                        "UPDATE account SET version = version + 1 WHERE id = $1 RETURNING version")
                                .execute(Tuple.of(account))
                                .map(rows -> rows.iterator().next().getLong(0))
                                .flatMap(version -> tx.publish(List.of(balanceUpdated(account, version)))))
                .subscribeAsCompletionStage();
    }

    private void awaitVersions(String user, long last) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(versions(user))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, last).boxed().toList()));
    }

    /** In the order of first arrival, as a consumer with an inbox sees them. */
    private List<Long> versions(String user) {
        var ids = new HashSet<UUID>();
        return topic.events().stream()
                .filter(event -> ids.add(event.id()))
                .map(event -> (BalanceUpdated) event.data())
                .filter(data -> data.userId().equals(user))
                .map(BalanceUpdated::version)
                .toList();
    }
}
