package io.ballast.notification.socket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.kafka.EventRecords;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeliveryIT extends RunningService {

    @Test
    void aUserNobodyHasToldOfHasNoBalanceAndNotZero() {
        LedgerFixture nobody = LedgerFixture.newUser();

        try (SocketClient client = connect(nobody)) {
            JsonNode data = client.awaitData("balance_initial");

            assertTrue(data.get("balance").isNull());
            assertEquals(1, data.size());
        }
    }

    @Test
    void everyChangeArrivesInOrderWithTheReferencesPayload() {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            client.awaitData("balance_initial");

            // when
            Event<BalanceUpdated> first = ledger.change("100.00");
            publish(first, ledger.change("50.50"), ledger.completed("50.50"), ledger.change("-0.50"));

            // then
            List<JsonNode> updates = client.await("balance_updated", 3);
            client.await("transaction_completed", 1);
            assertEquals(List.of("100.00", "150.50", "150.00"), texts(updates, "newBalance"));
            assertEquals(List.of("0.00", "100.00", "150.50"), texts(updates, "previousBalance"));
            assertEquals(List.of("100.00", "50.50", "-0.50"), texts(updates, "amount"));
            JsonNode data = updates.getFirst().get("data");
            assertEquals(
                    first.data().transactionId().toString(),
                    data.get("transactionId").textValue());
            assertEquals("topup", data.get("transactionType").textValue());
            assertEquals(
                    first.data().timestamp().toString(), data.get("timestamp").textValue());
            assertEquals(ledger.accountId().toString(), data.get("accountId").textValue());
            assertEquals("USD", data.get("asset").textValue());
            assertEquals(1, data.get("version").longValue());
            assertGaplessFrom(client);
        }
    }

    @Test
    void theOtherEventsOfTheReferenceArriveToo() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            client.awaitData("balance_initial");

            publish(ledger.change("20.00"), ledger.insufficient("120.00"), ledger.failed("50.00", "rejected"));

            JsonNode insufficient = client.awaitData("balance_insufficient");
            assertEquals("120.00", insufficient.get("requiredAmount").asText());
            assertEquals("20.00", insufficient.get("currentBalance").asText());
            assertEquals("100.00", insufficient.get("shortfall").asText());
            assertTrue(insufficient.has("timestamp"));
            JsonNode failed = client.awaitData("transaction_failed");
            assertTrue(failed.has("transactionId"));
            assertEquals("topup", failed.get("transactionType").textValue());
            assertTrue(failed.has("timestamp"));
        }
    }

    @Test
    void nobodyElseSeesIt() {
        // given the same id in another tenant, another user of the tenant, and a company of the user's name
        LedgerFixture ledger = LedgerFixture.newUser();
        LedgerFixture otherTenant = LedgerFixture.of("acme", ledger.userId());
        LedgerFixture otherUser = LedgerFixture.newUser();
        LedgerFixture company = LedgerFixture.of("default", ledger.userId()).ownerType("company");
        try (SocketClient mine = connect(ledger);
                SocketClient theirs = connect(otherTenant);
                SocketClient stranger = connect(otherUser)) {
            Stream.of(mine, theirs, stranger).forEach(client -> client.awaitData("balance_initial"));

            // when
            publish(company.change("7.00"), ledger.change("1.00"));
            publish(otherTenant.change("2.00"), otherUser.change("3.00"));

            // then
            assertEquals(List.of("1.00"), texts(mine.await("balance_updated", 1), "newBalance"));
            assertEquals(List.of("2.00"), texts(theirs.await("balance_updated", 1), "newBalance"));
            assertEquals(List.of("3.00"), texts(stranger.await("balance_updated", 1), "newBalance"));
            publish(ledger.completed("1.00"), otherTenant.completed("2.00"), otherUser.completed("3.00"));
            Stream.of(mine, theirs, stranger).forEach(client -> {
                client.await("transaction_completed", 1);
                assertEquals(3, client.frames().size());
            });
        }
    }

    @Test
    void everyDeviceOfAUserSeesIt() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient phone = connect(ledger);
                SocketClient tablet = connect(ledger)) {
            phone.awaitData("balance_initial");
            tablet.awaitData("balance_initial");

            publish(ledger.change("1.00"));

            assertEquals(phone.await("balance_updated", 1), tablet.await("balance_updated", 1));
        }
    }

    @Test
    void theBalanceIsRightAfterRedisWasEmptied() {
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
    void aSocketThatWasOpenWhenRedisWasEmptiedBeginsAnew() {
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
    void duplicatesAndOldVersionsAreDropped() {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            client.awaitData("balance_initial");
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
    void whatIsOlderThanPostgresqlKnowsIsNoNewsForAnEmptyRedis() {
        LedgerFixture ledger = LedgerFixture.newUser();
        Event<BalanceUpdated> one = ledger.change("1.00");
        Event<BalanceUpdated> two = ledger.change("1.00");
        try (SocketClient client = connect(ledger)) {
            publish(one, two);
            client.await("balance_updated", 2);
        }
        redis.flushAll();
        try (SocketClient client = connect(ledger)) {
            client.awaitData("balance_initial");

            publish(one, ledger.change("1.00"));

            assertEquals(List.of("3.00"), texts(client.await("balance_updated", 1), "newBalance"));
        }
    }

    @Test
    void severalAccountsAreListedBesideTheFirst() {
        LedgerFixture personal = LedgerFixture.newUser();
        LedgerFixture savings =
                LedgerFixture.of(personal.tenant(), personal.userId()).asset("EUR");
        try (SocketClient client = connect(personal)) {
            publish(personal.change("10.00"), savings.change("99.00"));
            client.await("balance_updated", 2);
        }

        try (SocketClient client = connect(personal)) {
            JsonNode data = client.awaitData("balance_initial");

            assertEquals("10.00", data.get("balance").asText());
            assertEquals(personal.accountId().toString(), data.get("accountId").textValue());
            assertEquals(2, data.get("accounts").size());
            assertEquals("99.00", data.get("accounts").get(1).get("balance").asText());
            assertEquals("EUR", data.get("accounts").get(1).get("asset").textValue());
        }
    }

    @Test
    void aBurstWhileASocketOpensIsNeitherLostNorDoubled() {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        int changes = 300;
        Event<?>[] events =
                IntStream.range(0, changes).mapToObj(i -> ledger.change("1.00")).toArray(Event<?>[]::new);
        List<SocketClient> clients = new ArrayList<>();

        // when
        Thread publisher = Thread.ofVirtual().start(() -> publish(events));
        for (int i = 0; i < 15; i++) {
            clients.add(connect(ledger));
        }

        // then
        for (SocketClient client : clients) {
            await().until(() -> lastBalance(client).equals("300.00"));
            assertGaplessFrom(client);
            client.close();
        }
        assertFalse(publisher.isAlive());
    }

    @Test
    void whatCannotBeReadIsPutAsideAndTheRestGoesOn() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            client.awaitData("balance_initial");
            var broken = EventRecords.write(ledger.change("1.00"));
            var unreadable = new ProducerRecord<>(broken.topic(), null, broken.key(), "{", broken.headers());

            LedgerFixture.publish(kafka, unreadable);
            publish(ledger.change("1.00"));

            assertEquals(List.of("2.00"), texts(client.await("balance_updated", 1), "newBalance"));
            await().until(() -> kafka.topics().contains("notification.ledger.balances.v1.dlq"));
        }
    }

    private static String lastBalance(SocketClient client) {
        return client.frames().stream()
                .map(frame -> frame.get("data")
                        .path("newBalance")
                        .asText(frame.get("data").path("balance").asText()))
                .reduce((earlier, later) -> later)
                .orElse("");
    }

    /** The first frame with an id is the balance; every one after it has the next number. */
    private static void assertGaplessFrom(SocketClient client) {
        List<String> ids = client.frames().stream()
                .filter(frame -> frame.has("id"))
                .map(frame -> frame.get("id").textValue())
                .toList();
        List<Long> sequences = ids.stream().map(DeliveryIT::sequence).toList();
        long first = sequences.getFirst();
        assertEquals(LongStream.range(first, first + sequences.size()).boxed().toList(), sequences);
        assertEquals(1, ids.stream().map(DeliveryIT::epoch).distinct().count());
    }

    private static String epoch(String id) {
        return id.substring(0, id.indexOf(':'));
    }

    private static long sequence(String id) {
        return Long.parseLong(id.substring(id.indexOf(':') + 1));
    }

    private static List<String> texts(List<JsonNode> frames, String field) {
        return frames.stream()
                .map(frame -> frame.get("data").get(field))
                .map(JsonNode::decimalValue)
                .map(BigDecimal::toPlainString)
                .toList();
    }
}
