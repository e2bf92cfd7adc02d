package io.ballast.notification.socket;

import static io.ballast.notification.socket.Received.assertGaplessFrom;
import static io.ballast.notification.socket.Received.epoch;
import static io.ballast.notification.socket.Received.texts;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.kafka.EventRecords;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Redis emptied, events delivered twice, out of order or broken. */
@QuarkusTest
class RecoveryIT extends RunningService {

    @Test
    void givenAKnownBalance_whenRedisIsEmptied_thenANewSocketGetsTheRightOne() {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        String idBefore;
        try (SocketClient before = connect(ledger)) {
            publish(ledger.change("150.50"));
            idBefore = before.await("balance_updated", 1).getFirst().get("id").textValue();
        }

        // when
        redis.flushAll();

        // then
        try (SocketClient after = connect(ledger)) {
            JsonNode initial = after.await("balance_initial", 1).getFirst();
            assertEquals("150.50", initial.get("data").get("balance").asText());
            assertNotEquals(epoch(idBefore), epoch(initial.get("id").textValue()));
            publish(ledger.change("1.00"));
            assertEquals(List.of("151.50"), texts(after.await("balance_updated", 1), "newBalance"));
        }
    }

    @Test
    void givenAnOpenSocket_whenRedisIsEmptied_thenItBeginsAnewAndLosesNothing() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            publish(ledger.change("10.00"));
            client.await("balance_updated", 1);

            redis.flushAll();
            publish(ledger.change("5.00"), ledger.completed("5.00"));

            client.await("transaction_completed", 1);
            List<JsonNode> initials = client.frames("balance_initial");
            assertEquals(2, initials.size());
            assertEquals("15.00", initials.get(1).get("data").get("balance").asText());
            assertEquals(List.of("10.00", "15.00"), texts(client.frames("balance_updated"), "newBalance"));
        }
    }

    @Test
    void givenASocket_whenEventsComeTwiceAndOutOfOrder_thenEachIsDeliveredOnce() {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            Event<BalanceUpdated> one = ledger.change("1.00");
            Event<BalanceUpdated> two = ledger.change("1.00");
            Event<?> done = ledger.completed("1.00");

            // when
            publish(one, one, two, done, one, done, two);
            publish(ledger.event(one.data()), ledger.change("1.00"));

            // then
            client.await("balance_updated", 3);
            assertEquals(List.of("1.00", "2.00", "3.00"), texts(client.frames("balance_updated"), "newBalance"));
            assertEquals(1, client.frames("transaction_completed").size());
            assertGaplessFrom(client);
        }
    }

    @Test
    void givenAnEmptyRedis_whenAnEventComesThatIsOlderThanPostgresqlKnows_thenItIsNoNews() {
        LedgerFixture ledger = LedgerFixture.newUser();
        Event<BalanceUpdated> one = ledger.change("1.00");
        Event<BalanceUpdated> two = ledger.change("1.00");
        try (SocketClient client = connect(ledger)) {
            publish(one, two);
            client.await("balance_updated", 2);
        }
        redis.flushAll();
        try (SocketClient client = connect(ledger)) {
            publish(one, ledger.change("1.00"));

            assertEquals(List.of("3.00"), texts(client.await("balance_updated", 1), "newBalance"));
        }
    }

    @Test
    void givenARecordThatCannotBeRead_whenItComes_thenItIsPutAsideAndTheRestGoesOn() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            var broken = EventRecords.write(ledger.change("1.00"));
            var unreadable = new ProducerRecord<>(broken.topic(), null, broken.key(), "{", broken.headers());

            LedgerFixture.publish(kafka, unreadable);
            publish(ledger.change("1.00"));

            assertEquals(List.of("2.00"), texts(client.await("balance_updated", 1), "newBalance"));
            await().until(() -> kafka.topics().contains("notification.ledger.balances.v1.dlq"));
        }
    }
}
