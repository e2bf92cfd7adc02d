package io.ballast.notification.sse;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.Oracle;
import io.ballast.notification.Replica;
import io.ballast.notification.RunningService;
import io.ballast.notification.delivery.DeliveryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The user's stream as server-sent events. */
@QuarkusTest
class EventsIT extends RunningService {

    private static final int LARGE = 60_000;

    @Inject
    DeliveryConfig delivery;

    @Inject
    MeterRegistry meters;

    @Test
    void givenAnOpenStream_whenEventsCome_thenTheyAreThoseOfTheSocket() {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        try (EventStreamClient client = EventStreamClient.open(events(), token(ledger))) {
            client.await("balance_initial", 1);

            // when
            publish(ledger.change("1.00"), ledger.completed("1.00"), ledger.change("2.00"));

            // then
            client.await("balance_updated", 2);
            assertEquals(200, client.status());
            assertEquals("text/event-stream", client.header("content-type").orElseThrow());
            assertEquals("no", client.header("x-accel-buffering").orElseThrow());
            Oracle.of(client.frames(), ledger).assertBalance(ledger, "3.00");
            client.awaitComment();
        }
    }

    @Test
    void givenAStreamThatBroke_whenItsClientComesBackWithItsLastId_thenItGetsExactlyWhatItMissed() {
        // given
        LedgerFixture ledger = LedgerFixture.newUser();
        List<JsonNode> all = new ArrayList<>();
        String first;
        String last;
        try (EventStreamClient before = EventStreamClient.open(events(), token(ledger))) {
            first = before.await("balance_initial", 1).getFirst().get("id").textValue();
            publish(ledger.change("1.00"));
            before.await("balance_updated", 1);
            last = before.lastId();
            all.addAll(before.frames());
        }
        publish(ledger.completed("1.00"), ledger.change("2.00"));

        // when: a browser repeats the address it was given, and says by a header how far it came
        try (EventStreamClient after = EventStreamClient.open(
                URI.create(events() + "?since=" + first + "&token=" + token(ledger)),
                request -> request.header("Last-Event-ID", last))) {

            // then
            after.await("balance_updated", 1);
            assertEquals(
                    "balance_subscribed", after.frames().getFirst().get("event").textValue());
            assertTrue(after.frames().getFirst().get("data").get("recovered").booleanValue());
            assertTrue(after.frames("balance_initial").isEmpty());
            all.addAll(after.frames());
            Oracle.of(all, ledger).assertBalance(ledger, "3.00");
        }
    }

    @Test
    void givenAReplicaThatStops_whenItsStreamIsToldSo_thenItGoesOnElsewhere() {
        LedgerFixture ledger = LedgerFixture.newUser();
        List<JsonNode> all = new ArrayList<>();
        try (Replica other = Replica.start();
                EventStreamClient before =
                        EventStreamClient.open(other.balance().resolve("/v1/events"), token(ledger))) {
            // given
            before.await("balance_initial", 1);
            publish(ledger.change("1.00"));
            before.await("balance_updated", 1);

            // when
            other.terminate();

            // then
            JsonNode closing = before.awaitClosing();
            assertEquals(1012, closing.get("code").intValue());
            assertEquals("service_restart", closing.get("reason").textValue());
            all.addAll(before.frames());
            publish(ledger.change("2.00"));
            try (EventStreamClient after = EventStreamClient.open(
                    URI.create(events() + "?since=" + before.lastId()),
                    request -> request.header("Authorization", "Bearer " + token(ledger)))) {
                after.await("balance_updated", 1);
                all.addAll(after.frames());
            }
            Oracle.of(all, ledger).assertBalance(ledger, "3.00");
        }
    }

    @Test
    void givenATokenWhoseTimeComes_whenItIsOver_thenTheStreamSaysSoAndEnds() {
        LedgerFixture ledger = LedgerFixture.newUser();
        String brief = tokens.token(ledger.userId(), "user")
                .expiresIn(Duration.ofSeconds(4))
                .sign();
        try (EventStreamClient client = EventStreamClient.open(events(), brief)) {
            client.await("token_expiring", 1);

            assertEquals(1008, client.awaitClosing().get("code").intValue());
        }
        assertEquals(401, status(brief, request -> request));
    }

    @Test
    void givenAStreamThatIsNotRead_whenMuchComes_thenItIsGivenUpAndHoldsUpNobody() throws IOException {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (Socket stalled = new Socket();
                EventStreamClient reading = EventStreamClient.open(events(), token(ledger))) {
            // given
            stalled.setReceiveBufferSize(4096);
            stalled.connect(new InetSocketAddress(balance.getHost(), balance.getPort()));
            stalled.getOutputStream()
                    .write(("GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token(ledger)
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            reading.await("balance_initial", 1);
            await().until(() -> openSockets() == 2);

            // when far more comes than buffers hold
            String reason = "r".repeat(LARGE);
            publish(IntStream.range(0, 240)
                    .mapToObj(i -> ledger.failed("1.00", reason))
                    .toArray(Event<?>[]::new));

            // then
            await().atMost(Duration.ofSeconds(60)).until(() -> openSockets() == 1);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> reading.frames("transaction_failed").size() == 240);
        }
        await().until(() -> openSockets() == 0);
    }

    @Test
    void givenAsManyStreamsAsAUserMayHave_whenOneMoreComes_thenItIsRefused() {
        LedgerFixture ledger = LedgerFixture.newUser();
        List<EventStreamClient> open = new ArrayList<>();
        try {
            for (int i = 0; i < delivery.maxConnectionsPerUser(); i++) {
                open.add(EventStreamClient.open(events(), token(ledger)));
            }
            try (EventStreamClient oneMore = EventStreamClient.open(events(), token(ledger))) {
                assertEquals(429, oneMore.status());
                assertEquals("10", oneMore.header("retry-after").orElseThrow());
            }
        } finally {
            open.forEach(EventStreamClient::close);
        }
    }

    @Test
    void givenWhatIsNotAllowed_whenAStreamIsAskedFor_thenItIsAProblem() {
        String token = token(LedgerFixture.newUser());

        assertEquals(401, status("nonsense", request -> request));
        assertEquals(400, status(token, request -> request.header("Last-Event-ID", "yesterday")));
        assertEquals(403, status(token, request -> request.header("Origin", "https://elsewhere.example")));
        assertEquals(405, status(token, HttpRequest.Builder::DELETE));
    }

    @Test
    void givenTwoTenants_whenAUserOfTheSameIdListens_thenItHearsOnlyItsOwn() {
        LedgerFixture ledger = LedgerFixture.newUser();
        LedgerFixture namesake = LedgerFixture.of("north", ledger.userId());
        try (EventStreamClient client = EventStreamClient.open(events(), token(namesake))) {
            client.await("balance_initial", 1);

            publish(ledger.change("1.00"), ledger.completed("1.00"), namesake.change("5.00"));

            client.await("balance_updated", 1);
            assertFalse(client.frames().toString().contains(ledger.accountId().toString()));
            Oracle.of(client.frames(), namesake).assertBalance(namesake, "5.00");
            assertNotEquals(ledger.accountId(), namesake.accountId());
        }
    }

    private URI events() {
        return balance.resolve("/v1/events");
    }

    private int status(String token, UnaryOperator<HttpRequest.Builder> more) {
        try (EventStreamClient client = EventStreamClient.open(
                events(), request -> more.apply(request.header("Authorization", "Bearer " + token)))) {
            return client.status();
        }
    }

    private double openSockets() {
        return meters.get("notification.sockets.open").gauge().value();
    }
}
