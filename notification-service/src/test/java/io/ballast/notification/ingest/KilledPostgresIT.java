package io.ballast.notification.ingest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.notification.LedgerFixture;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL is killed right after events have been acknowledged to Kafka; only commits that wait for the disk have written its log. */
@QuarkusTest
class KilledPostgresIT extends RunningService {

    private static final String TOPIC = "ledger.balances.v1";
    private static final String GROUP = "notification-service";
    private static final int CHANGES = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @BeforeEach
    void writeTheLogLate() throws SQLException {
        alter("alter system set wal_writer_delay = '10s'");
    }

    @AfterEach
    void writeTheLogAsUsual() throws SQLException {
        alter("alter system reset wal_writer_delay");
    }

    @Test
    void givenAcknowledgedEvents_whenPostgresIsKilled_thenTheirStatesAreThere() {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        for (int i = 0; i < CHANGES; i++) {
            publish(ledger.change("1.00"));
        }
        await().atMost(PATIENCE).until(this::allAreCommitted);
        assertEquals(CHANGES, saved(ledger).intValueExact());

        // when
        postgres.kill();
        postgres.restart();

        // then
        assertEquals(CHANGES, saved(ledger).intValueExact());
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            try (SocketClient client = connect(ledger)) {
                client.awaitData("balance_initial");
            }
        });
    }

    private void alter(String statement) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
            sql.execute("select pg_reload_conf()");
        }
    }

    private BigDecimal saved(LedgerFixture ledger) {
        try (Connection connection = postgres.connect(DATABASE);
                PreparedStatement sql =
                        connection.prepareStatement("select balance from account_states where user_id = ?")) {
            sql.setString(1, ledger.userId());
            try (ResultSet rows = sql.executeQuery()) {
                return rows.next() ? rows.getBigDecimal(1) : BigDecimal.ZERO;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of every partition, also of those of which nothing has been committed yet. */
    private boolean allAreCommitted() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<TopicPartition, OffsetSpec> partitions =
                    admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC).partitions().stream()
                            .collect(Collectors.toMap(
                                    partition -> new TopicPartition(TOPIC, partition.partition()),
                                    any -> OffsetSpec.latest()));
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return admin.listOffsets(partitions).all().get().entrySet().stream()
                    .allMatch(end -> end.getValue().offset() == 0
                            || committed.get(end.getKey()) != null
                                    && committed.get(end.getKey()).offset()
                                            == end.getValue().offset());
        }
    }
}
