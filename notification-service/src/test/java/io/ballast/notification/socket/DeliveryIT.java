package io.ballast.notification.socket;

import static io.ballast.notification.socket.Received.assertGaplessFrom;
import static io.ballast.notification.socket.Received.lastBalance;
import static io.ballast.notification.socket.Received.texts;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeliveryIT extends RunningService {

    @Test
    void givenAUserNobodyHasToldOf_whenASocketOpens_thenThereIsNoBalanceAndNotZero() {
        LedgerFixture nobody = LedgerFixture.newUser();

        try (SocketClient client = connect(nobody)) {
            JsonNode data = client.awaitData("balance_initial");

            assertTrue(data.get("balance").isNull());
            assertEquals(1, data.size());
        }
    }

    @Test
    void givenASocket_whenTheBalanceChanges_thenEveryChangeArrivesInOrderWithTheReferencesPayload() {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
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
    void givenASocket_whenATransactionFailsOrFundsAreShort_thenThatArrivesToo() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
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
    void givenASocket_whenMoneyIsHeldBack_thenTheUserLearnsWhatCanBeSpent() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            publish(ledger.change("20.00"), ledger.held("5.00"));

            JsonNode held = client.awaitData("balance_held");
            assertEquals("20.00", held.get("balance").asText());
            assertEquals("5.00", held.get("held").asText());
            assertEquals("15.00", held.get("available").asText());
            assertEquals("placed", held.get("reason").textValue());
            assertEquals(1, held.get("version").longValue());
        }
    }

    @Test
    void givenNamesakesAndStrangers_whenTheBalanceChanges_thenNobodyElseSeesIt() {
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
    void givenTwoDevicesOfAUser_whenTheBalanceChanges_thenBothSeeIt() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient phone = connect(ledger);
                SocketClient tablet = connect(ledger)) {

            publish(ledger.change("1.00"));

            assertEquals(phone.await("balance_updated", 1), tablet.await("balance_updated", 1));
        }
    }

    @Test
    void givenSeveralAccounts_whenASocketOpens_thenTheyAreListedBesideTheFirst() {
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
    void givenABurst_whenSocketsOpenMeanwhile_thenNothingIsLostOrDoubled() throws InterruptedException {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        int changes = 300;
        Event<?>[] events =
                IntStream.range(0, changes).mapToObj(i -> ledger.change("1.00")).toArray(Event<?>[]::new);
        List<SocketClient> clients = new ArrayList<>();

        // when
        Thread publisher = Thread.ofVirtual().start(() -> publish(events));
        for (int i = 0; i < 15; i++) {
            clients.add(connecting(ledger));
        }

        // then
        for (SocketClient client : clients) {
            await().until(() -> lastBalance(client).equals("300.00"));
            assertGaplessFrom(client);
            client.close();
        }
        publisher.join();
    }
}
