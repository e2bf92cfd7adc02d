package io.ballast.operations.tls;

import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** PostgreSQL, Redis and Kafka with certificates, and what a test looks up in them behind the service's back. */
final class SecuredParts implements AutoCloseable {

    private final PostgresServer postgres;
    private final RedisServer redis;
    private final KafkaBroker kafka;
    private final Database database;

    private SecuredParts(PostgresServer postgres, RedisServer redis, KafkaBroker kafka) {
        this.postgres = postgres;
        this.redis = redis;
        this.kafka = kafka;
        this.database = postgres.createDatabase("notification");
    }

    static SecuredParts start(Path server, Path clientAuthority) {
        CompletableFuture<KafkaBroker> kafka =
                CompletableFuture.supplyAsync(() -> KafkaBroker.startWithTls(server, clientAuthority));
        PostgresServer postgres = PostgresServer.startWithTls(server);
        RedisServer redis = RedisServer.startWithTls(server, UUID.randomUUID().toString());
        return new SecuredParts(postgres, redis, kafka.join());
    }

    PostgresServer postgres() {
        return postgres;
    }

    RedisServer redis() {
        return redis;
    }

    KafkaBroker kafka() {
        return kafka;
    }

    Database database() {
        return database;
    }

    /** The ledger tells that the user has so much on one account. */
    void publishBalance(String user, UUID account) {
        String timestamp = Instant.now().toString();
        String data = """
                {"userId":"%s","ownerType":"user","accountId":"%s","asset":"USD","version":1,"newBalance":12.50,\
                "previousBalance":0.00,"transactionId":"%s","transactionType":"topup","amount":12.50,"timestamp":"%s"}""".formatted(user, account, UUID.randomUUID(), timestamp);
        ProducerRecord<String, String> event = new ProducerRecord<>("ledger.balances.v1", "default:" + user, data);
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", "balance_updated",
                        "ce_source", "/ledger-service",
                        "ce_time", timestamp,
                        "ce_subject", user,
                        "ce_tenant", "default")
                .forEach((name, value) -> event.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(event);
            producer.flush();
        }
    }

    boolean isInPostgres(UUID account) {
        return count("select count(*) from account_states where account_id = ?::uuid", account.toString()) == 1;
    }

    boolean isInRedis(String user) {
        return "1".equals(redis.command("EXISTS", "notification:{default:" + user + "}:stream"));
    }

    /** How many of the service's sessions PostgreSQL sees without TLS, or with. */
    long sessions(boolean encrypted) {
        return count("""
                select count(*) from pg_stat_ssl join pg_stat_activity using (pid)
                where usename like 'notification%' and ssl = ?::boolean""", Boolean.toString(encrypted));
    }

    private long count(String query, String value) {
        try (Connection connection = postgres.connect("notification");
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kafka.close();
        redis.close();
        postgres.close();
    }
}
