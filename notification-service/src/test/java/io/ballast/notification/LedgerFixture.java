package io.ballast.notification;

import io.ballast.events.Event;
import io.ballast.events.EventData;
import io.ballast.events.kafka.EventRecords;
import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.events.ledger.TransactionFailed;
import io.ballast.infrastructure.KafkaBroker;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The ledger as this service sees it: one account of one user, and the events that tell of it. */
public final class LedgerFixture {

    private final String tenant;
    private final String userId;
    private final UUID accountId = UUID.randomUUID();
    private String ownerType = "user";
    private String asset = "USD";
    private String traceparent;
    private BigDecimal balance = new BigDecimal("0.00");
    private long version;

    private LedgerFixture(String tenant, String userId) {
        this.tenant = tenant;
        this.userId = userId;
    }

    /** An account of a user nobody has heard of. */
    public static LedgerFixture newUser() {
        return of("default", "user-" + UUID.randomUUID());
    }

    public static LedgerFixture of(String tenant, String userId) {
        return new LedgerFixture(tenant, userId);
    }

    public LedgerFixture asset(String value) {
        asset = value;
        return this;
    }

    public LedgerFixture ownerType(String value) {
        ownerType = value;
        return this;
    }

    /** The trace that the following events belong to. */
    public LedgerFixture traceparent(String value) {
        traceparent = value;
        return this;
    }

    public String tenant() {
        return tenant;
    }

    public String userId() {
        return userId;
    }

    public UUID accountId() {
        return accountId;
    }

    /** The account's balance changes by the amount. */
    public Event<BalanceUpdated> change(String amount) {
        BigDecimal previous = balance;
        balance = balance.add(new BigDecimal(amount));
        version++;
        return event(new BalanceUpdated(
                userId,
                ownerType,
                accountId,
                asset,
                version,
                balance,
                previous,
                UUID.randomUUID(),
                "topup",
                new BigDecimal(amount),
                now()));
    }

    public Event<TransactionCompleted> completed(String amount) {
        return event(new TransactionCompleted(
                userId,
                ownerType,
                accountId,
                asset,
                version,
                UUID.randomUUID(),
                "topup",
                new BigDecimal(amount),
                balance,
                now()));
    }

    public Event<TransactionFailed> failed(String amount, String reason) {
        return event(new TransactionFailed(
                userId,
                ownerType,
                accountId,
                asset,
                UUID.randomUUID(),
                "topup",
                new BigDecimal(amount),
                reason,
                now()));
    }

    public Event<BalanceInsufficient> insufficient(String required) {
        BigDecimal amount = new BigDecimal(required);
        return event(new BalanceInsufficient(
                userId, ownerType, accountId, asset, "payment", amount, balance, amount.subtract(balance), now()));
    }

    /** The account keeps so much back, and nothing before. */
    public Event<BalanceHeld> held(String amount) {
        BigDecimal held = new BigDecimal(amount);
        return event(new BalanceHeld(
                userId,
                ownerType,
                accountId,
                asset,
                version,
                1,
                balance,
                held,
                balance.subtract(held),
                held,
                "placed",
                UUID.randomUUID(),
                now()));
    }

    public <T extends EventData> Event<T> event(T data) {
        return new Event<>(UUID.randomUUID(), "/ledger-service", now(), tenant, traceparent, data);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** Publishes events as the ledger's relay does, and returns when the broker has them. */
    public static void publish(KafkaBroker kafka, Event<?>... events) {
        try (KafkaProducer<String, String> producer = producer(kafka)) {
            for (Event<?> event : events) {
                producer.send(EventRecords.write(event));
            }
            producer.flush();
        }
    }

    /** Publishes records as they are, readable or not. */
    public static void publish(KafkaBroker kafka, ProducerRecord<String, String> message) {
        try (KafkaProducer<String, String> producer = producer(kafka)) {
            producer.send(message);
            producer.flush();
        }
    }

    private static KafkaProducer<String, String> producer(KafkaBroker kafka) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "enable.idempotence", "true");
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
