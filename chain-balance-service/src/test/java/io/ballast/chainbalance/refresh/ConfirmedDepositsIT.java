package io.ballast.chainbalance.refresh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.chainbalance.RunningService;
import io.ballast.events.Event;
import io.ballast.events.Topics;
import io.ballast.events.deposit.DepositConfirmed;
import io.ballast.events.kafka.EventRecords;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.testkit.TopicRecords;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stellar.sdk.KeyPair;

/** What auto-deposit tells has the wallet read at once, whenever else it would be due. */
@QuarkusTest
class ConfirmedDepositsIT extends RunningService {

    private final KeyPair owner = KeyPair.random();
    private KafkaProducer<String, String> producer;
    private UUID wallet;

    @BeforeEach
    void givenAWalletThatIsNotDue() {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer());
        stellar.open(owner, 500);
        wallet = register();
        eventually().until(() -> readAt() > 0);
        database.update(
                "update wallet_refreshes set due_at = now() + interval '1 hour', claimed_until = null, claimed_by = null where wallet_id = ?",
                wallet);
    }

    @AfterEach
    void closeProducer() {
        producer.close();
    }

    @Test
    void givenADepositThatIsConfirmed_whenTold_thenTheWalletIsReadAtItsLedger() {
        // given
        long ledger = stellar.closeLedger();

        // when
        send(event("default", ledger));

        // then
        eventually().until(() -> readAt() >= ledger);
    }

    @Test
    void givenAReaderThatIsBehind_whenADepositIsTold_thenTheWalletIsReadUntilItsLedgerIsSeen() {
        // given: the ledger is still to come
        long ledger = stellar.closeLedger() + 2L;

        // when
        send(event("default", ledger));

        // then
        eventually().until(() -> stellar.closeLedger() > ledger && readAt() >= ledger);
    }

    @Test
    void givenAnEventOfAnotherTenantAndOneThatIsNone_whenTaken_thenTheWalletIsLeftAlone() {
        // given
        long ledger = 1_000_000_000;
        String key = wallet.toString();

        // when
        send(event("acme", ledger));
        send(new ProducerRecord<>(
                Topics.DEPOSITS, null, key, "no json", event("default", ledger).headers()));

        // then
        eventually().until(() -> deadLetters(key) == 1);
        assertEquals(
                0,
                database.number(
                        "select count(*) from wallet_refreshes where wallet_id = ? and moved_height = ?",
                        wallet,
                        ledger));
    }

    private long deadLetters(String key) {
        try (TopicRecords records =
                TopicRecords.of(broker.bootstrapServers(), Topics.deadLetterQueue("chain-balance", Topics.DEPOSITS))) {
            return records.untilEnd().stream()
                    .filter(record -> key.equals(record.key()))
                    .filter(record -> record.headers().lastHeader("dead-letter-reason") != null
                            && !new String(
                                            record.headers()
                                                    .lastHeader("dead-letter-reason")
                                                    .value(),
                                            UTF_8)
                                    .isEmpty())
                    .count();
        }
    }

    private ProducerRecord<String, String> event(String tenant, long ledger) {
        DepositConfirmed confirmed = new DepositConfirmed(
                UUID.randomUUID(),
                wallet,
                user,
                "local",
                StellarSandbox.vaultContract(),
                "USDC",
                BigDecimal.ONE,
                "hash",
                "1",
                ledger,
                Instant.now());
        return EventRecords.write(
                new Event<>(UUID.randomUUID(), "/auto-deposit-service", Instant.now(), tenant, null, confirmed));
    }

    private void send(ProducerRecord<String, String> record) {
        producer.send(record);
        producer.flush();
    }

    private long readAt() {
        return database.number(
                "select coalesce(max(read_height), 0) from wallet_refreshes where wallet_id = ?", wallet);
    }

    private UUID register() {
        Map<String, String> body =
                Map.of("chain", "stellar", "network", "local", "address", owner.getAccountId(), "role", "custodial");
        return UUID.fromString(asUser().body(body)
                .post("/v1/wallets")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }
}
