package io.ballast.events.inbox;

import static io.ballast.events.EventFixtures.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.ballast.events.Event;
import io.ballast.events.Topics;
import io.ballast.events.kafka.EventHeaders;
import io.ballast.events.kafka.EventRecords;
import io.ballast.events.kafka.TopicReader;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.quarkus.BallastTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = BallastTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = "events_test"),
            @ResourceArg(name = "parts", value = "postgres,kafka")
        })
class EventReceiverIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DLQ = Topics.deadLetterQueue(TestConsumer.CONSUMER, Topics.LEDGER_BALANCES);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Inject
    TestConsumer consumer;

    KafkaBroker kafka;
    PostgresServer postgres;

    private KafkaProducer<String, String> producer;
    private String run;

    @BeforeEach
    void prepare() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer(), new StringSerializer());
        run = UUID.randomUUID().toString();
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void anEventHasItsEffectOnce() {
        // given
        Event<BalanceUpdated> event = event("default", run, 1);

        // when
        send(EventRecords.write(event));
        send(EventRecords.write(event));
        send(EventRecords.write(event("default", run, 2)));

        // then
        awaitEffects(run, 2);
        assertThat(consumer.attempts(run)).isEqualTo(3);
        assertThat(metrics()).contains("inbox_duplicates_total{consumer=\"events-test\"");
    }

    @Test
    void aTypeThatIsNotKnownIsIgnored() {
        // given
        ProducerRecord<String, String> newer = EventRecords.write(event("default", run, 1));
        replaceHeader(newer, EventHeaders.TYPE, "balance_teleported");

        // when
        send(newer);
        send(EventRecords.write(event("default", run, 1)));

        // then
        awaitEffects(run, 1);
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void aRecordThatCanNotBeReadGoesToTheDeadLetterQueueWithTheReason() {
        // given
        ProducerRecord<String, String> template = EventRecords.write(event("default", run, 1));
        ProducerRecord<String, String> broken = new ProducerRecord<>(
                template.topic(), null, template.key(), "{\"userId\": \"" + run + "\"", template.headers());

        // when
        send(broken);
        send(EventRecords.write(event("default", run, 2)));

        // then
        awaitVersions(run, List.of(2L));
        await().atMost(SOON).until(() -> deadLetters().size() == 1);
        ConsumerRecord<String, String> dead = deadLetters().getFirst();
        assertThat(dead.key()).isEqualTo(template.key());
        assertThat(dead.value()).isEqualTo(broken.value());
        assertThat(TopicReader.header(dead, "dead-letter-reason")).isEqualTo("The JSON is no balance_updated");
        assertThat(TopicReader.header(dead, "dead-letter-topic")).isEqualTo(Topics.LEDGER_BALANCES);
        assertThat(TopicReader.header(dead, EventHeaders.TYPE)).isEqualTo("balance_updated");
        assertThat(metrics()).contains("dlq_total{reason=\"unreadable\",topic=\"ledger.balances.v1\"");
    }

    @Test
    void aFailureThatStaysGoesToTheDeadLetterQueueAfterAFewAttempts() {
        // given
        Event<BalanceUpdated> hopeless = event(run, TestConsumer.NEVER, 1);

        // when
        send(EventRecords.write(hopeless));

        // then
        await().atMost(SOON).until(() -> deadLetters().size() == 1);
        assertThat(TopicReader.header(deadLetters().getFirst(), "dead-letter-reason"))
                .isEqualTo("never works");
        assertThat(consumer.attempts(TestConsumer.NEVER)).isEqualTo(3);
    }

    @Test
    void aFailureThatPassesIsTriedAgainAndLaterEventsWait() {
        // given
        String user = TestConsumer.FIFTH_TIME + run;

        // when
        LongStream.rangeClosed(1, 3).forEach(version -> send(EventRecords.write(event("default", user, version))));

        // then
        awaitVersions(user, List.of(1L, 2L, 3L));
        assertThat(consumer.attempts(user)).isEqualTo(7);
        assertThat(consumer.alwaysOnContext()).isTrue();
    }

    @Test
    void eventsWaitForPostgresAndKeepTheirOrder() {
        // given
        send(EventRecords.write(event("default", run, 1)));
        awaitEffects(run, 1);

        // when
        postgres.kill();
        LongStream.rangeClosed(2, 10).forEach(version -> send(EventRecords.write(event("default", run, version))));
        await().atMost(SOON).until(() -> consumer.attempts(run) > 3);
        postgres.restart();

        // then
        awaitVersions(run, LongStream.rangeClosed(1, 10).boxed().toList());
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void theTraceGoesOnThroughTheConsumerIntoWhatItPublishes() {
        // given
        Event<BalanceUpdated> cause = event(run, TestConsumer.PUBLISHING, 1);
        ProducerRecord<String, String> record = EventRecords.write(cause);
        replaceHeader(record, EventHeaders.TRACEPARENT, "00-" + TRACE + "-b7ad6b7169203331-01");

        // when
        send(record);

        // then
        await().atMost(SOON).until(() -> answers().size() == 1);
        assertThat(TopicReader.header(answers().getFirst(), EventHeaders.TRACEPARENT))
                .startsWith("00-" + TRACE + "-")
                .isNotEqualTo("00-" + TRACE + "-b7ad6b7169203331-01");
    }

    @Test
    void theServiceHasTheSharedJsonFormAndMeasuresItsOutbox() {
        // then
        RestAssured.get("/amount")
                .then()
                .statusCode(200)
                .body(equalTo("{\"balance\":150.50,\"raw\":0.0000000000000000001,\"asOf\":\"2026-11-04T10:30:00Z\"}"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(metrics())
                        .contains("outbox_unpublished 0.0")
                        .contains("outbox_oldest_age_seconds 0.0"));
    }

    @Test
    void givenAService_whenItStarts_thenDeadLettersAreCountedFromZeroAndRequestsInBuckets() {
        RestAssured.get("/amount").then().statusCode(200);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(metrics())
                        .contains("dlq_total{reason=\"failed\",topic=\"ledger.balances.v1\"")
                        .contains("dlq_total{reason=\"unreadable\",topic=\"ledger.balances.v1\"")
                        .containsPattern("http_server_requests_seconds_bucket\\{.*uri=\"/amount\",le=\"0.1\"}"));
    }

    @Test
    void livenessDoesNotLookAtTheChannelAndReadinessDoes() {
        assertThat(health("live")).contains("\"UP\"").doesNotContain("ledger-balances");
        assertThat(health("ready")).contains("ledger-balances");
    }

    private void send(ProducerRecord<String, String> record) {
        producer.send(record);
        producer.flush();
    }

    private static void replaceHeader(ProducerRecord<String, String> record, String name, String value) {
        record.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private List<ConsumerRecord<String, String>> deadLetters() {
        if (!kafka.topics().contains(DLQ)) {
            return List.of();
        }
        return read(
                DLQ,
                record -> record.key().contains(run)
                        || (record.value() != null && record.value().contains(run)));
    }

    private List<ConsumerRecord<String, String>> answers() {
        return read(Topics.LEDGER_BALANCES, record -> record.key().equals(run + ":answer"));
    }

    private List<ConsumerRecord<String, String>> read(String topic, Predicate<ConsumerRecord<String, String>> wanted) {
        try (TopicReader reader = TopicReader.of(kafka.bootstrapServers(), topic, wanted)) {
            reader.records();
            return reader.records();
        }
    }

    private void awaitEffects(String user, int count) {
        await().atMost(SOON).until(() -> versions(user).size() == count);
    }

    private void awaitVersions(String user, List<Long> versions) {
        await().atMost(SOON).untilAsserted(() -> assertThat(versions(user)).isEqualTo(versions));
    }

    private List<Long> versions(String user) throws SQLException {
        try (Connection connection = postgres.connect("events_test");
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT version FROM effect WHERE user_id = '" + user + "' ORDER BY id")) {
            List<Long> versions = new ArrayList<>();
            while (rows.next()) {
                versions.add(rows.getLong(1));
            }
            return versions;
        }
    }

    private static String health(String kind) {
        return management("/q/health/" + kind);
    }

    private static String metrics() {
        return management("/q/metrics");
    }

    private static String management(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.port", Integer.class);
        return RestAssured.given().port(port).get(path).asString();
    }
}
